using Collab.Core.Storage;

namespace Collab.Server.Commands;

/// <summary>What was found in a storage.</summary>
/// <param name="Place">Which storage it is, for people.</param>
/// <param name="Documents">All of them by name, damaged or not.</param>
/// <param name="Findings">What belongs to no document.</param>
internal sealed record VerifyReport(
    string Place, IReadOnlyList<DocumentReport> Documents, IReadOnlyList<StoreFinding> Findings)
{
    public bool IsSound => Documents.All(document => !document.IsDamaged) && Findings.All(IsHarmless);

    internal static bool IsHarmless(StoreFinding finding) => finding.Severity != FindingSeverity.Damage;
}
