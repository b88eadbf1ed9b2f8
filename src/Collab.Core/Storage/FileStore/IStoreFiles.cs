namespace Collab.Core.Storage.FileStore;

/// <summary>All that the file store needs of a file system and a process, so that both can be simulated.</summary>
/// <remarks>
/// Paths are relative to the store's directory and use '/'. Failures are <see cref="IOException"/>. Nothing is durable
/// before
/// it is synced: a file's bytes by <see cref="IStoreFile.Sync"/>, its name (created, moved or deleted) by
/// <see cref="SyncDirectory"/> of the directory that holds it.
/// </remarks>
internal interface IStoreFiles
{
    /// <summary>The size in bytes of the disk that the store is on, full or not.</summary>
    long Capacity { get; }

    /// <summary>The bytes of it that this process may still use; 0 if that cannot be told.</summary>
    long FreeSpace { get; }

    /// <summary>Takes the store for this process until the result is disposed; creates the store's directory.</summary>
    /// <exception cref="StoreUnavailableException">Another process has it; the message says which.</exception>
    IDisposable Lock(string path);

    /// <summary>Makes an id that no other store has.</summary>
    Guid NewIdentity();

    /// <summary>Lists what is in a directory, in no particular order; nothing if there is no such directory.</summary>
    IReadOnlyList<StoreFileInfo> List(string directory);

    /// <summary>Creates a directory in one that exists; no failure if it is there.</summary>
    void CreateDirectory(string path);

    /// <summary>Creates a file for writing; one that is there is emptied.</summary>
    IStoreFile Create(string path);

    /// <summary>Opens a file for reading and truncating.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    IStoreFile Open(string path);

    /// <summary>Renames a file within its directory; one of the new name is replaced in the same instant.</summary>
    void Move(string from, string to);

    /// <summary>Deletes a file; no failure if there is none.</summary>
    void Delete(string path);

    /// <summary>Returns when the names in a directory are durable.</summary>
    void SyncDirectory(string path);
}
