using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Collab.Server.Catalog;
using Collab.Server.Configuration;
using Microsoft.Extensions.Options;

namespace Collab.Server.Storage;

/// <summary>The data directory: <c>documents/</c> belongs to the document store, <c>catalog.jsonl</c> is the catalogue.</summary>
internal sealed class FileStorage(
    StorageSettings settings, IOptions<FileStoreOptions> options, TimeProvider time, ILoggerFactory loggers)
    : IStorage, IAsyncDisposable
{
    private const string Section = "Collab:FileStore";
    private const string Documents = "documents";
    private const string Lost = "the documents bring its entries back at the next start";

    private FileDocumentStore? _documents;
    private FileCatalog? _catalog;

    public string Place => settings.Directory;

    public static void Add(IServiceCollection services)
    {
        services.AddSettings<FileStoreOptions>(Section).Configure<StorageSettings>(
            (options, settings) => options.Directory = Path.Combine(settings.Directory, Documents));
        services.AddSingleton<FileStorage>();
        services.AddSingleton<IStorage>(provider => provider.GetRequiredService<FileStorage>());
        services.AddSingleton<IDocumentStore>(provider => Opened(provider.GetRequiredService<FileStorage>()._documents));
        services.AddSingleton<ICatalog>(provider => Opened(provider.GetRequiredService<FileStorage>()._catalog));
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(settings.Directory);

            // The store first: its lock keeps a second process off the catalogue too.
            _documents = FileDocumentStore.Open(options.Value, time, loggers.CreateLogger<FileDocumentStore>());
            _catalog = await FileCatalog.OpenAsync(settings.Directory, loggers.CreateLogger<FileCatalog>());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unusable(e);
        }
    }

    public async Task<InspectedStorage> InspectAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The store first: its lock keeps a server off the catalogue too.
            var documents = FileStoreInspection.Open(options.Value.Directory, time);
            try
            {
                var (catalog, finding) = await Task.Run(ReadCatalog, cancellationToken);
                return new InspectedStorage(documents, catalog, finding is null ? [] : [finding]);
            }
            catch
            {
                await documents.DisposeAsync();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unusable(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _catalog?.Dispose();
        if (_documents is not null)
        {
            await _documents.DisposeAsync();
        }
    }

    private (IReadOnlyCollection<DocumentEntry> Entries, StoreFinding? Finding) ReadCatalog()
    {
        var path = Path.Combine(settings.Directory, FileCatalog.FileName);
        try
        {
            var content = CatalogFileContent.Read(path);
            return (content.Entries, content.IsWhole
                ? null
                : new StoreFinding(FindingSeverity.Damage, $"{path} has lines that cannot be read; {Lost}"));
        }
        catch (FileNotFoundException)
        {
            return ([], new StoreFinding(FindingSeverity.Note, $"there is no {path}; {Lost}"));
        }
        catch (StoreUnavailableException e)
        {
            return ([], new StoreFinding(FindingSeverity.Damage, e.Message));
        }
    }

    private InvalidSettingException Unusable(Exception e) => new(
        StorageSettings.DirectorySetting, $"is {settings.Directory}, which cannot be used: {e.Message}", e);

    private static T Opened<T>(T? part)
        where T : class => part ?? throw new InvalidOperationException("the storage was not opened");
}
