namespace Collab.Postgres;

/// <summary>An update is larger than a row of <c>updates</c> may be; it is refused, and its document's other updates of the
/// same commit with it.</summary>
internal sealed class UpdateTooLargeException(int length) : IOException(
    $"an update of {length} bytes is larger than the {PostgresDocumentStore.MaxUpdateBytes} bytes that are stored");
