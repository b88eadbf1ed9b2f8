namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>A directory on the disk, gone with its test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("collab-store-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
