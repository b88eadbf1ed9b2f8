using Collab.Core.Storage.FileStore;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>The file store on the machine's own file system keeps the contract.</summary>
public sealed class FileDocumentStoreTests : FileDocumentStoreContract
{
    protected override FileStoreOptions CreateOptions() => new();
}
