using System.Security.Cryptography;

namespace Collab.Server.Files;

/// <summary>Under what a document's blob is kept: the hash of its content, or the one name for the thumbnail. Safe as a file's name.</summary>
internal readonly record struct BlobKey
{
    private const int HashLength = 2 * SHA256.HashSizeInBytes;

    private BlobKey(string value) => Value = value;

    /// <summary>A document has one thumbnail, which is replaced.</summary>
    public static BlobKey Thumbnail { get; } = new("thumbnail");

    public string Value { get; }

    /// <summary>Whether it counts against what a document's files may take together.</summary>
    public bool IsCounted => this != Thumbnail;

    public static BlobKey Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <returns>False for what is no hash: nothing else becomes part of a path.</returns>
    public static bool TryParseHash(string? text, out BlobKey key)
    {
        var isHash = text is { Length: HashLength } && text.All(char.IsAsciiHexDigitLower);
        key = isHash ? new BlobKey(text!) : default;
        return isHash;
    }

    public override string ToString() => Value;
}
