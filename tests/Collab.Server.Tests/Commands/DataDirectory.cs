using System.Security.Cryptography;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Collab.Server.Catalog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Server.Tests.Commands;

/// <summary>The data directory of a server that does not run, filled by the server's own parts; gone with its test.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly Dictionary<string, Document> _edited = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("collab-data-").FullName;

    public string Setting => $"--Collab:DataDirectory={Path}";

    private string Store => System.IO.Path.Combine(Path, "documents");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public FileDocumentStore Open() => FileDocumentStore.Open(
        new FileStoreOptions { Directory = Store }, TimeProvider.System, NullLogger<FileDocumentStore>.Instance);

    /// <summary>Opens the store, which begins a segment, appends to it and closes it.</summary>
    /// <param name="changes">For each update, whose it is and what it appends to the text in it.</param>
    public async Task WriteAsync(params (string Document, string Text)[] changes)
    {
        await using var store = Open();
        foreach (var (document, text) in changes)
        {
            await store.AppendOneAsync(document, Edit(document, text));
        }
    }

    /// <summary>Appends text to a document's replica in the test.</summary>
    /// <returns>The update.</returns>
    public byte[] Edit(string document, string text)
    {
        if (!_edited.TryGetValue(document, out var replica))
        {
            _edited.Add(document, replica = new Document(new DocumentOptions { ClientId = new ClientId(1) }));
        }

        var known = replica.GetStateVector();
        var content = replica.GetText("t");
        content.Insert(content.Length, text);
        return replica.EncodeStateAsUpdate(known);
    }

    /// <summary>Stores a checkpoint of all that the test's replica has.</summary>
    public async Task CompactAsync(string document, long sequence)
    {
        await using var store = Open();
        Assert.True(await store.CompactAsync(
            new DocumentName(document), new Checkpoint(sequence, _edited[document].EncodeStateAsUpdate()), Cancellation));
    }

    /// <summary>Brings the catalogue up to the store, as a server's start does.</summary>
    public async Task ListAllAsync()
    {
        await using var store = Open();
        using var catalog = await FileCatalog.OpenAsync(Path, NullLogger<FileCatalog>.Instance);
        await new CatalogReconciler(store, catalog, new WholeSecond(), NullLogger<CatalogReconciler>.Instance)
            .ReconcileAsync(Cancellation);
    }

    public async Task RecordAsync(string document, long sequence)
    {
        using var catalog = await FileCatalog.OpenAsync(Path, NullLogger<FileCatalog>.Instance);
        await catalog.RecordAsync(
            [new DocumentRecord(new DocumentName(document), sequence, DocumentKind.Text, "", DateTimeOffset.UnixEpoch)],
            Cancellation);
    }

    /// <summary>The log's segments, oldest first.</summary>
    public string[] Segments() => Files("*.log");

    public string[] Files(string pattern) =>
        [.. Directory.GetFiles(Path, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Flips a byte of the place where a text first is in a file.</summary>
    public static void Damage(string file, ReadOnlySpan<byte> at, int occurrence = 1)
    {
        var bytes = File.ReadAllBytes(file);
        var offset = -1;
        for (; occurrence > 0; occurrence--)
        {
            var next = bytes.AsSpan(offset + 1).IndexOf(at);
            Assert.True(next >= 0);
            offset += 1 + next;
        }

        bytes[offset] ^= 0x20;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>All files and directories with their content and time, to be compared.</summary>
    public IReadOnlyList<string> Fingerprint() =>
    [
        .. new DirectoryInfo(Path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(info => $"{info.FullName} {info.LastWriteTimeUtc:O} {Hash(info)}").Order(StringComparer.Ordinal),
    ];

    private static string Hash(FileSystemInfo info) =>
        info is FileInfo file ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName))) : "directory";

    /// <summary>A time that every catalogue keeps as it is; PostgreSQL's has microseconds.</summary>
    private sealed class WholeSecond : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
