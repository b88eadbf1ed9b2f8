namespace Collab.Postgres;

/// <summary>A document was deleted by another transaction after this one had found it; the attempt is run again.</summary>
internal sealed class DocumentVanishedException() : Exception("documents are deleted faster than they can be locked");
