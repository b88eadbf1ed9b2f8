using System.CommandLine;
using Collab.Core;
using Collab.Core.Storage;
using Collab.Server.Catalog;
using Collab.Server.Configuration;
using Collab.Server.Files;
using Collab.Server.Storage;

namespace Collab.Server.Commands;

/// <summary><c>import</c>: brings the documents of an export into the storage that is configured.</summary>
internal static class ImportCommand
{
    public static Command Create(string[] settings)
    {
        var from = new Option<string>("--from")
        {
            Description = "The directory of the export.",
            HelpName = "directory",
            Required = true,
        };
        var documents = DocumentOption.Create("Import these documents only.");
        var merge = new Option<bool>("--merge")
        {
            Description = "Merge into documents that are there already; nothing of either side is lost.",
        };
        var command = new Command(
            "import",
            "Brings the documents of an export into the storage, all of them or, if one is unfit or exists already, none. "
            + "No server may have a file store open meanwhile; servers on PostgreSQL show what was merged into an open document "
            + "when it is next opened. Exit code: 0 done, 1 refused, 2 could not run.")
        {
            from,
            documents,
            merge,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            settings, parsed.GetRequiredValue(from), parsed.GetDocuments(documents), parsed.GetValue(merge),
            new TransferReport(Console.Out, Console.Error), cancellation));
        return command;
    }

    /// <param name="documents">Which ones; empty for all.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="Exception">The export cannot be read or the storage not be written;
    /// <see cref="StartFailure"/> knows the reasons.</exception>
    public static async Task<int> RunAsync(
        string[] settings, string from, IReadOnlySet<DocumentName> documents, bool merge, TransferReport report,
        CancellationToken cancellationToken)
    {
        await using var services = CommandServices.Build(settings);
        if (services.GetRequiredService<StorageSettings>().Kind == StorageKind.Memory)
        {
            throw new InvalidSettingException(
                StorageSettings.KindSetting, $"is {StorageKind.Memory}: nothing of it would outlive this command");
        }

        // The export first: a mistaken directory should not make a store.
        var directory = new ExportDirectory(Path.GetFullPath(from));
        var manifest = directory.ReadManifest();
        var storage = services.GetRequiredService<IStorage>();
        await storage.OpenAsync(cancellationToken);
        var importer = new StorageImporter(
            services.GetRequiredService<IDocumentStore>(),
            services.GetRequiredService<ICatalog>(),
            services.GetRequiredService<IBlobStore>(),
            services.UpdateLimits(),
            services.GetRequiredService<TimeProvider>(),
            directory,
            report);
        await importer.RunAsync(manifest, documents, merge, cancellationToken);
        report.Finish("imported");
        return report.ExitCode;
    }
}
