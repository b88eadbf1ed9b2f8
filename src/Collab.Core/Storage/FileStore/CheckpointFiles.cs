using System.Security.Cryptography;
using System.Text;

namespace Collab.Core.Storage.FileStore;

/// <summary>The checkpoint files: one a document, named by a hash so that no name can escape, collide or be too
/// long.</summary>
internal sealed class CheckpointFiles(IStoreFiles files)
{
    public const string Root = "documents";
    private const string Extension = ".ckpt";
    private const string TemporaryExtension = ".tmp";
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    // Directories known to be there durably; found again after each start.
    private readonly HashSet<string> _directories = [];

    /// <summary>The file of a document: documents/a/b/abcd….ckpt, base32 of the name's SHA-256.</summary>
    /// <remarks>One character a level makes 1,024 directories: small ones up to millions of documents, and few to
    /// sync.</remarks>
    public static string PathOf(DocumentName document)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(document.Value), hash);
        var name = new StringBuilder();
        var bits = 0;
        var count = 0;
        foreach (var value in hash)
        {
            bits = ((bits << 8) | value) & 0xFFF;
            for (count += 8; count >= 5; count -= 5)
            {
                name.Append(Base32[(bits >> (count - 5)) & 31]);
            }
        }

        name.Append(Base32[(bits << (5 - count)) & 31]);
        return $"{Root}/{name[0]}/{name[1]}/{name}{Extension}";
    }

    /// <summary>Writes a checkpoint beside the old one and puts it in its place when it is durable.</summary>
    /// <exception cref="IOException">The old checkpoint or the new one is there; which is unknown.</exception>
    public void Write(CheckpointHead head, ReadOnlySpan<byte> state)
    {
        var path = PathOf(head.Document);
        var temporary = path + TemporaryExtension;
        CreateDirectories(path);
        try
        {
            using (var file = files.Create(temporary))
            {
                var bytes = head.Encode();
                file.Write(bytes, 0);
                file.Write(state, bytes.Length);
                file.Sync();
            }

            files.Move(temporary, path);
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            StorageFailure.Ignore(() => files.Delete(temporary));
            throw;
        }

        files.SyncDirectory(DirectoryOf(path));
    }

    /// <summary>Reads a document's checkpoint, checking that it is whole and the document's own.</summary>
    /// <exception cref="DocumentDamagedException">It is missing, or not what was written.</exception>
    public (CheckpointHead Head, byte[] State) Read(DocumentName document)
    {
        try
        {
            using var file = files.Open(PathOf(document));
            if (ReadHead(file) is not { } head || head.Document != document)
            {
                throw new DocumentDamagedException($"the checkpoint of document '{document}' cannot be read");
            }

            var state = new byte[head.StateLength];
            if (file.Read(state, head.Length) != state.Length || Crc32C.Append(0, state) != head.StateCrc)
            {
                throw new DocumentDamagedException($"the checkpoint of document '{document}' fails its checksum");
            }

            return (head, state);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DocumentDamagedException($"the checkpoint of document '{document}' is missing", missing);
        }
    }

    public void Delete(DocumentName document)
    {
        var path = PathOf(document);
        files.Delete(path);
        files.SyncDirectory(DirectoryOf(path));
    }

    /// <summary>Makes the names of a document's checkpoint durable, for one found at start.</summary>
    public void SyncDirectories(DocumentName document) => CreateDirectories(PathOf(document), syncLeaf: true);

    /// <summary>Reads the heads of all checkpoints and removes what interrupted writes left.</summary>
    /// <returns>For each file its path and head; the head is null where it cannot be read or the state is cut
    /// short.</returns>
    public IEnumerable<(string Path, CheckpointHead? Head)> Scan()
    {
        foreach (var path in ListFiles(Root))
        {
            if (path.EndsWith(TemporaryExtension, StringComparison.Ordinal))
            {
                files.Delete(path);
            }
            else if (path.EndsWith(Extension, StringComparison.Ordinal))
            {
                using var file = files.Open(path);
                var head = ReadHead(file);
                yield return (path, head is not null && PathOf(head.Document) == path ? head : null);
            }
        }
    }

    private static string DirectoryOf(string path) => path[..path.LastIndexOf('/')];

    private static CheckpointHead? ReadHead(IStoreFile file)
    {
        var bytes = new byte[Math.Min(CheckpointHead.MaxLength, file.Length)];
        var read = file.Read(bytes, 0);
        return CheckpointHead.Decode(bytes.AsSpan(0, read)) is { } head
            && file.Length == (long)head.Length + head.StateLength
            ? head
            : null;
    }

    private IEnumerable<string> ListFiles(string directory)
    {
        foreach (var found in files.List(directory))
        {
            var path = $"{directory}/{found.Name}";
            IEnumerable<string> inner = found.IsDirectory ? ListFiles(path) : [path];
            foreach (var file in inner)
            {
                yield return file;
            }
        }
    }

    private void CreateDirectories(string path, bool syncLeaf = false)
    {
        var leaf = DirectoryOf(path);
        if (_directories.Contains(leaf))
        {
            return;
        }

        var parent = DirectoryOf(leaf);
        files.CreateDirectory(parent);
        files.CreateDirectory(leaf);
        files.SyncDirectory(Root);
        files.SyncDirectory(parent);
        if (syncLeaf)
        {
            files.SyncDirectory(leaf);
        }

        _directories.Add(leaf);
    }
}
