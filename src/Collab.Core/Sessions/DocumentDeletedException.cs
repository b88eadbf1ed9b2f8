namespace Collab.Core.Sessions;

/// <summary>A document was asked for that is deleted, or is being deleted.</summary>
public sealed class DocumentDeletedException(DocumentName document) : Exception($"{document} was deleted");
