namespace Collab.Core.Storage;

/// <summary>Something that was found when a store was looked through.</summary>
/// <param name="What">One sentence for people, without a full stop.</param>
/// <param name="Document">The document that it is about; null for the store itself, or where no name can be told.</param>
public sealed record StoreFinding(FindingSeverity Severity, string What, DocumentName? Document = null);
