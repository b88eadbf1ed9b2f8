using Collab.Core;
using Collab.Server.Commands;

namespace Collab.Server.Tests.Commands;

/// <summary>An export or import that ran in this process.</summary>
internal sealed record Transfer(int ExitCode, string Output, string Errors)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<Transfer> ExportAsync(
        string[] settings, string to, bool force = false, params string[] documents) =>
        RunAsync(report => ExportCommand.RunAsync(settings, to, Names(documents), force, report, Cancellation));

    public static Task<Transfer> ImportAsync(
        string[] settings, string from, bool merge = false, params string[] documents) =>
        RunAsync(report => ImportCommand.RunAsync(settings, from, Names(documents), merge, report, Cancellation));

    private static async Task<Transfer> RunAsync(Func<TransferReport, Task<int>> run)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exitCode = await run(new TransferReport(output, errors));
        return new Transfer(exitCode, output.ToString(), errors.ToString());
    }

    private static HashSet<DocumentName> Names(string[] documents) =>
        [.. documents.Select(document => new DocumentName(document))];
}
