namespace Collab.Core.Documents;

/// <summary>Documents that are embedded in another came, went, or are wanted.</summary>
/// <param name="Added">New ones, and those in place of one that was destroyed.</param>
/// <param name="Removed">Those whose item was deleted, and those that were destroyed. Afterwards all of them are.</param>
/// <param name="Loaded">Those whose content somebody wants: whoever provides it should.</param>
/// <param name="Transaction">What did it.</param>
public sealed record SubdocumentsChange(
    IReadOnlyCollection<Document> Added,
    IReadOnlyCollection<Document> Removed,
    IReadOnlyCollection<Document> Loaded,
    Transaction Transaction);
