using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>The contract of every store, for the file store on the machine's own file system.</summary>
public abstract class FileDocumentStoreContract : DocumentStoreContract
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();

    protected override bool KeepsReplaced => true;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What is set beside the directory and what is kept.</summary>
    protected abstract FileStoreOptions CreateOptions();

    protected override Task<IDocumentStore> OpenAsync()
    {
        var options = CreateOptions();
        options.Directory = _directory.Path;
        options.KeepReplacedFor = KeepReplacedFor;
        options.KeepReplacedBytes = KeepReplacedBytes;
        return Task.FromResult<IDocumentStore>(
            FileDocumentStore.Open(options, _time, NullLogger<FileDocumentStore>.Instance));
    }

    protected override Task LetTimePassAsync(TimeSpan time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }

    protected override async Task DamageNewestCheckpointAsync(DocumentName document)
    {
        var stem = Path.Combine(_directory.Path, CheckpointFiles.StemOf(document));
        var newest = Directory.GetFiles(Path.GetDirectoryName(stem)!, Path.GetFileName(stem) + "*")
            .MaxBy(path => CheckpointFileName.Parse(path).Sequence)!;
        var bytes = await File.ReadAllBytesAsync(newest);
        bytes[^1] ^= 1;
        bytes[20] ^= 1;
        await File.WriteAllBytesAsync(newest, bytes);
    }
}
