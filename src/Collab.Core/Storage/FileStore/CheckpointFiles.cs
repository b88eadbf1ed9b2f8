using System.Security.Cryptography;
using System.Text;

namespace Collab.Core.Storage.FileStore;

/// <summary>The checkpoint files: the newest of each document and perhaps the one before it, named by a hash so that no name
/// can escape, collide or be too long.</summary>
/// <remarks>A new one gets a name of its own, by the document's life and the sequence, and files that are not needed any more go
/// when it is durable. So at each moment the one before is there, whole, with its log; and of one that cannot be read it is
/// known which update the log has to reach to do without it.</remarks>
internal sealed class CheckpointFiles(IStoreFiles files)
{
    public const string Root = "documents";
    private const string TemporaryExtension = ".tmp";
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    // Directories known to be there durably; found again after each start.
    private readonly HashSet<string> _directories = [];

    /// <summary>What the paths of a document's files begin with: documents/a/b/abcd…, base32 of the name's
    /// SHA-256.</summary>
    /// <remarks>One character a level makes 1,024 directories: small ones up to millions of documents, and few to
    /// sync.</remarks>
    public static string StemOf(DocumentName document)
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
        return $"{Root}/{name[0]}/{name[1]}/{name}";
    }

    /// <summary>Writes a checkpoint beside those that are there; when it returns it is durable.</summary>
    /// <exception cref="IOException">The new checkpoint is there or not; the others are.</exception>
    public void Write(CheckpointHead head, ReadOnlySpan<byte> state)
    {
        var path = head.File.Path;
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
    public (CheckpointHead Head, byte[] State) Read(DocumentName document, int life, long sequence)
    {
        try
        {
            using var file = Open(new CheckpointFileName(StemOf(document), life, sequence));
            if (ReadHead(file) is not { } head
                || head.Document != document || head.Life != life || head.Sequence != sequence)
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

    /// <summary>Deletes all checkpoints of a document; durable when it returns.</summary>
    public void Delete(DocumentName document)
    {
        var stem = StemOf(document);
        foreach (var path in PathsOf(stem))
        {
            files.Delete(path);
        }

        files.SyncDirectory(DirectoryOf(stem));
    }

    /// <summary>Deletes what lies beside the checkpoints that are kept of a document; a crash may bring it back.</summary>
    /// <param name="sequences">Of those kept, all of one life, the first the newest.</param>
    public void Retain(DocumentName document, int life, params ReadOnlySpan<long> sequences)
    {
        var stem = StemOf(document);
        var kept = new HashSet<string>();
        foreach (var sequence in sequences)
        {
            kept.Add(new CheckpointFileName(stem, life, sequence).Path);
        }

        var paths = PathsOf(stem).ToList();
        foreach (var path in paths.Where(path => !kept.Contains(path)))
        {
            // A file of the first format, which has no numbers in its name, is the oldest there is.
            if (CheckpointFileName.Parse(path).Life is not null || sequences.Length <= paths.Count(kept.Contains))
            {
                files.Delete(path);
            }
        }
    }

    /// <summary>Makes deletions of a document's checkpoints durable.</summary>
    public void Sync(DocumentName document) => files.SyncDirectory(DirectoryOf(StemOf(document)));

    /// <summary>Makes the names of a document's checkpoints durable, for one found at start.</summary>
    public void SyncDirectories(DocumentName document) => CreateDirectories(StemOf(document), syncLeaf: true);

    /// <summary>Reads the head of each document's newest checkpoint and removes what interrupted writes left.</summary>
    public IEnumerable<CheckpointGroup> Scan()
    {
        foreach (var directory in ListDirectories())
        {
            var names = new List<CheckpointFileName>();
            foreach (var found in files.List(directory))
            {
                var path = $"{directory}/{found.Name}";
                if (path.EndsWith(TemporaryExtension, StringComparison.Ordinal))
                {
                    files.Delete(path);
                }
                else if (path.EndsWith(CheckpointFileName.Extension, StringComparison.Ordinal))
                {
                    names.Add(CheckpointFileName.Parse(path));
                }
            }

            foreach (var group in names.GroupBy(name => name.Stem))
            {
                yield return Read(group.Key, [.. group.OrderByDescending(name => (name.Life ?? -1, name.Sequence))]);
            }
        }
    }

    private static string DirectoryOf(string path) => path[..path.LastIndexOf('/')];

    private CheckpointGroup Read(string stem, IReadOnlyList<CheckpointFileName> newestFirst)
    {
        CheckpointFileName? unreadable = null;
        foreach (var name in newestFirst)
        {
            using var file = files.Open(name.Path);
            if (ReadHead(file) is { } head && StemOf(head.Document) == stem && (name.Life is null || head.File == name))
            {
                return new CheckpointGroup(stem, head, unreadable, [.. newestFirst.Select(each => each.Path)]);
            }

            unreadable ??= name;
        }

        return new CheckpointGroup(stem, null, unreadable, [.. newestFirst.Select(each => each.Path)]);
    }

    private IStoreFile Open(CheckpointFileName name)
    {
        try
        {
            return files.Open(name.Path);
        }
        catch (FileNotFoundException)
        {
            return files.Open((name with { Life = null }).Path);
        }
    }

    private IEnumerable<string> PathsOf(string stem)
    {
        var directory = DirectoryOf(stem);
        var start = stem[(directory.Length + 1)..];
        return files.List(directory)
            .Where(found => found.Name.StartsWith(start, StringComparison.Ordinal)
                && found.Name.EndsWith(CheckpointFileName.Extension, StringComparison.Ordinal))
            .Select(found => $"{directory}/{found.Name}");
    }

    /// <summary>The directories that hold files, two levels below the root.</summary>
    private IEnumerable<string> ListDirectories() =>
        files.List(Root).Where(found => found.IsDirectory).Select(found => $"{Root}/{found.Name}")
            .SelectMany(outer => files.List(outer).Where(found => found.IsDirectory)
                .Select(found => $"{outer}/{found.Name}"));

    private static CheckpointHead? ReadHead(IStoreFile file)
    {
        var bytes = new byte[Math.Min(CheckpointHead.MaxLength, file.Length)];
        var read = file.Read(bytes, 0);
        return CheckpointHead.Decode(bytes.AsSpan(0, read)) is { } head
            && file.Length == (long)head.Length + head.StateLength
            ? head
            : null;
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
