using System.CommandLine;
using Collab.Core;
using Collab.Server.Files;
using Collab.Server.Storage;

namespace Collab.Server.Commands;

/// <summary><c>export</c>: writes documents as Yjs updates into files that any Yjs tool can read, and their images beside them.</summary>
internal static class ExportCommand
{
    public static Command Create(string[] settings)
    {
        var to = new Option<string>("--to")
        {
            Description = "The directory to write to; it is made if need be.",
            HelpName = "directory",
            Required = true,
        };
        var documents = DocumentOption.Create("Export these documents only.");
        var force = new Option<bool>("--force") { Description = "Replace an export that is there." };
        var command = new Command(
            "export",
            "Writes documents as Yjs updates into files, with their images and a manifest; changes nothing in the storage. No server may have "
            + "a file store open meanwhile. Exit code: 0 done, 1 some documents are damaged and left out, 2 could not run.")
        {
            to,
            documents,
            force,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            settings, parsed.GetRequiredValue(to), parsed.GetDocuments(documents), parsed.GetValue(force),
            new TransferReport(Console.Out, Console.Error), cancellation));
        return command;
    }

    /// <param name="documents">Which ones; empty for all.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="Exception">The storage cannot be read or the directory not be written;
    /// <see cref="Configuration.StartFailure"/> knows the reasons.</exception>
    public static async Task<int> RunAsync(
        string[] settings, string to, IReadOnlySet<DocumentName> documents, bool force, TransferReport report,
        CancellationToken cancellationToken)
    {
        await using var services = CommandServices.Build(settings);
        await using var storage = await services.GetRequiredService<IStorage>().InspectAsync(cancellationToken);
        var directory = new ExportDirectory(Path.GetFullPath(to));
        directory.Begin(force);
        var exporter = new StorageExporter(
            storage, services.GetRequiredService<IBlobStore>(), services.UpdateLimits(), directory, report);
        await exporter.RunAsync(documents, cancellationToken);
        report.Finish("exported");
        return report.ExitCode;
    }
}
