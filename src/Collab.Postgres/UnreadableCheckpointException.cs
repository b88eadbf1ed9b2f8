namespace Collab.Postgres;

/// <summary>The server itself cannot read a document's newest checkpoint. Npgsql gives the connection up over it; what was under
/// way is run again on another, with this known.</summary>
internal sealed class UnreadableCheckpointException(long document, long sequence, Exception inner)
    : Exception(inner.Message, inner)
{
    /// <summary>The document's row.</summary>
    public long DocumentId => document;

    public long Sequence => sequence;
}
