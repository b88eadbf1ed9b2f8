using Collab.AspNetCore;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Collab.Server.Access.Links;
using Collab.Server.Catalog;
using Collab.Server.Configuration;
using Collab.Server.Files;
using Microsoft.Extensions.Options;

namespace Collab.Server.Storage;

/// <summary>The data directory: <c>documents/</c> belongs to the document store, <c>catalog.jsonl</c> is the catalogue,
/// <c>links.jsonl</c> has the share links, <c>files/</c> has images.</summary>
internal sealed class FileStorage(
    StorageSettings settings,
    IOptions<FileStoreOptions> options,
    IServiceProvider services,
    TimeProvider time,
    ILogger<FileCatalog> catalogLogger,
    ILogger<FileShareLinks> linksLogger)
    : IStorage, IDisposable
{
    private const string Section = "Collab:FileStore";
    private const string Documents = "documents";
    private const string Files = "files";
    private const string Lost = "the documents bring its entries back at the next start";

    private FileCatalog? _catalog;
    private FileShareLinks? _links;

    public string Place => settings.Directory;

    public static void Add(CollabBuilder collab, StorageSettings settings)
    {
        collab.UseFileStore(Path.Combine(settings.Directory, Documents));
        collab.Services.ValidateSettings<FileStoreOptions>(Section);
        collab.Services.AddSingleton<FileStorage>();
        collab.Services.AddSingleton<IBlobStore>(new FileBlobStore(Path.Combine(settings.Directory, Files)));
        collab.Services.AddSingleton<IStorage>(provider => provider.GetRequiredService<FileStorage>());
        collab.Services.AddSingleton<ICatalog>(provider => Opened(provider.GetRequiredService<FileStorage>()._catalog));
        collab.Services.AddSingleton<IShareLinks>(provider => Opened(provider.GetRequiredService<FileStorage>()._links));
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(settings.Directory);

            // The store first: it opens when it is made, and its lock keeps a second process off the catalogue too.
            services.GetRequiredService<IDocumentStore>();
            _catalog = await FileCatalog.OpenAsync(settings.Directory, catalogLogger);
            _links = await FileShareLinks.OpenAsync(settings.Directory, time, linksLogger);
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

    public void Dispose()
    {
        _catalog?.Dispose();
        _links?.Dispose();
    }

    private static T Opened<T>(T? part)
        where T : class => part ?? throw new InvalidOperationException("the storage was not opened");

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
}
