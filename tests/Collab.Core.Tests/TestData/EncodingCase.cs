using System.Text.Json;

namespace Collab.Core.Tests.TestData;

/// <summary>Cases of one kind with their golden bytes, from tests/fixtures/encoding.jsonl.</summary>
internal static class EncodingCase
{
    private static readonly Lazy<List<JsonElement>> Cases =
        new(() => [.. DataFile.ReadJsonLines(Repository.Fixture("encoding.jsonl"))]);

    /// <summary>All cases of a kind; never none.</summary>
    public static IReadOnlyList<(T Value, byte[] Bytes)> Of<T>(string kind, Func<JsonElement, T> read)
    {
        List<(T, byte[])> found =
        [
            .. Cases.Value.Where(json => json.GetProperty("kind").GetString() == kind)
                .Select(json => (read(json), Convert.FromHexString(json.GetProperty("hex").GetString()!))),
        ];
        Assert.NotEmpty(found);
        return found;
    }
}
