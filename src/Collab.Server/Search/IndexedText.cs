using System.Text;

namespace Collab.Server.Search;

/// <summary>A document's text as the index keeps it.</summary>
/// <remarks>What was written is kept as UTF-8, which takes about half: it is looked at for the few documents that are shown.</remarks>
/// <param name="Sequence">The document's sequence that it was read at, or an older one.</param>
/// <param name="Folded">What is searched in.</param>
internal sealed record IndexedText(long Sequence, byte[] Written, string Folded)
{
    // Of the objects and the table's entry, beside the characters.
    private const int Overhead = 200;

    /// <summary>Estimated, in bytes of memory.</summary>
    public long Size => Overhead + Written.Length + (2L * Folded.Length);

    public static IndexedText Of(long sequence, string text) =>
        new(sequence, Encoding.UTF8.GetBytes(text), TextFolding.Fold(text));

    public static IndexedText Empty(long sequence) => new(sequence, [], "");

    public string Read() => Encoding.UTF8.GetString(Written);
}
