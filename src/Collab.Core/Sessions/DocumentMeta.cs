using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Core.Sessions;

/// <summary>What a document says of itself in its root map <c>meta</c>; null where it says nothing.</summary>
public readonly record struct DocumentMeta(string? Kind, string? Title)
{
    public const string Root = "meta";

    /// <summary>Kinds and titles are cut to this many UTF-16 units: any peer that may write sets them.</summary>
    public const int MaxLength = 1024;

    /// <summary>Reads what a document says of itself now.</summary>
    public static DocumentMeta Read(Document document)
    {
        if (document.Store.FindRoot(Root) is null)
        {
            return default;
        }

        var meta = document.GetMap(Root);
        return new DocumentMeta(Text(meta, "kind"), Text(meta, "title"));
    }

    private static string? Text(YMap meta, string key) =>
        meta.TryGet(key, out var value) && value.Kind == AnyKind.String
            ? value.AsString() is { Length: > MaxLength } text ? text[..MaxLength] : value.AsString()
            : null;
}
