using Collab.Core.Storage;
using Collab.Server.Commands;

namespace Collab.Server.Tests.Commands;

internal static class VerifyReports
{
    public static DocumentReport Find(this VerifyReport report, string document) =>
        Assert.Single(report.Documents, found => found.Summary.Document.Value == document);

    /// <returns>What is damaged of a document; empty if it is sound.</returns>
    public static string DamageOf(this VerifyReport report, string document) => string.Join(
        "; ",
        report.Find(document).Findings
            .Where(finding => finding.Severity == FindingSeverity.Damage).Select(finding => finding.What));
}
