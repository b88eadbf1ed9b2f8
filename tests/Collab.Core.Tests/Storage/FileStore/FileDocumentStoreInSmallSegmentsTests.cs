using Collab.Core.Storage.FileStore;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>The contract again, with a new log segment for every few commits: nothing may hang on where one
/// ends.</summary>
public sealed class FileDocumentStoreInSmallSegmentsTests : FileDocumentStoreContract
{
    protected override FileStoreOptions CreateOptions() => new() { SegmentBytes = 600 };
}
