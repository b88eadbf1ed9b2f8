using Collab.Core.Storage;

namespace Collab.Server.Commands;

/// <summary>What was found of one document.</summary>
/// <param name="Summary">As the store lists it; of a document that it does not list, the name alone.</param>
internal sealed record DocumentReport(StoredDocumentSummary Summary, IReadOnlyList<StoreFinding> Findings)
{
    public bool IsDamaged => !Findings.All(VerifyReport.IsHarmless);
}
