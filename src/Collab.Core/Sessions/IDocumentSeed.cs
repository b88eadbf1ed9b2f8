namespace Collab.Core.Sessions;

/// <summary>Gives documents that the store does not know what they begin with.</summary>
public interface IDocumentSeed
{
    /// <summary>Asked when a document is opened of which nothing is stored: once, however many come at the same moment. What it gives is
    /// durable before anybody is let in; if the process dies before that, it is asked again.</summary>
    /// <remarks>Where several processes may open the same document at once, each asks: give the same bytes then, and they are one.</remarks>
    /// <returns>A Yjs update, V1, that needs nothing else; null or empty for a document that begins empty.</returns>
    /// <exception cref="Exception">Nobody is let in, with 4503, and it is asked again when somebody comes; so too if it takes longer than
    /// <see cref="DocumentSessionOptions.LoadTimeout"/>, or what it gives is no update or lacks something.</exception>
    ValueTask<ReadOnlyMemory<byte>?> LoadAsync(DocumentName document, CancellationToken cancellationToken);
}
