using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Tests.Documents;

/// <summary>Random local edits, repeatable from a seed.</summary>
internal static class RandomEdits
{
    private static readonly string[] Words = ["a", "héllo", "漢字", "x😀y", "\n", "lorem ipsum"];

    public static byte[] Make(Document document, Random random)
    {
        while (true)
        {
            if (document.TransactAndEncode(_ => Edit(document, random)) is { } update)
            {
                return update;
            }
        }
    }

    private static void Edit(Document document, Random random)
    {
        var text = document.GetText("text");
        var array = document.GetArray("array");
        var map = document.GetMap("map");
        switch (random.Next(8))
        {
            case 0 or 1:
                text.Insert(random.Next(text.Length + 1), Words[random.Next(Words.Length)]);
                break;
            case 2 when text.Length > 0:
                var index = random.Next(text.Length);
                text.Delete(index, random.Next(1, Math.Min(5, text.Length - index) + 1));
                break;
            case 3:
                var bold = KeyValuePair.Create("bold", Any.FromBoolean(random.Next(2) == 0));
                text.Insert(random.Next(text.Length + 1), "bold", [bold]);
                break;
            case 4:
                array.Insert(random.Next(array.Count + 1), random.Next(100), "s", Any.FromBytes([1, 2]), Any.Null);
                break;
            case 5 when array.Count > 0:
                array.Delete(random.Next(array.Count));
                break;
            case 6:
                map.Set("k" + random.Next(4), random.Next(1000));
                break;
            case 7:
                map.Delete("k" + random.Next(4));
                break;
        }
    }
}
