namespace Collab.Core.Storage.FileStore;

/// <summary>One name in a directory.</summary>
internal readonly record struct StoreFileInfo(string Name, bool IsDirectory);
