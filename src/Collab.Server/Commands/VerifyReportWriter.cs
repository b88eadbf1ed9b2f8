using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Collab.Core.Storage;

namespace Collab.Server.Commands;

/// <summary>Writes a report for people or for programs.</summary>
internal static class VerifyReportWriter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a line for each document, one for each finding below it, and a last one that sums up.</summary>
    public static void WriteText(VerifyReport report, TextWriter output)
    {
        output.WriteLine(report.Place);
        foreach (var document in report.Documents)
        {
            var (name, sequence, updates, bytes) = document.Summary;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: sequence {sequence}, {updates} updates in the log, {bytes} bytes: ")
                + (document.IsDamaged ? "DAMAGED" : "sound"));
            WriteFindings(document.Findings, output);
        }

        if (report.Findings.Count > 0)
        {
            output.WriteLine("The storage itself:");
            WriteFindings(report.Findings, output);
        }

        output.WriteLine(Summarize(report));
    }

    /// <summary>Writes one object; docs/operations.md names its members.</summary>
    public static void WriteJson(VerifyReport report, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            Storage = report.Place,
            report.IsSound,
            Documents = report.Documents.Select(document => new
            {
                Name = document.Summary.Document.Value,
                document.Summary.Sequence,
                document.Summary.LogUpdates,
                Bytes = document.Summary.StoredBytes,
                document.IsDamaged,
                Findings = document.Findings.Select(Describe),
            }),
            Findings = report.Findings.Select(Describe),
        },
        Json));

    private static string Summarize(VerifyReport report)
    {
        var damaged = report.Documents.Count(document => document.IsDamaged);
        var documents = string.Create(
            CultureInfo.InvariantCulture, $"{report.Documents.Count} documents, {damaged} of them damaged");
        return report.IsSound ? $"Sound: {documents}." : $"DAMAGE FOUND: {documents}.";
    }

    private static void WriteFindings(IReadOnlyList<StoreFinding> findings, TextWriter output)
    {
        foreach (var finding in findings)
        {
            output.WriteLine($"  {Word(finding.Severity)}: {finding.What}");
        }
    }

    private static object Describe(StoreFinding finding) => new { Severity = Word(finding.Severity), finding.What };

    private static string Word(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Damage => "damage",
        FindingSeverity.Warning => "warning",
        _ => "note",
    };
}
