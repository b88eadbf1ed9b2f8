using Collab.Core.Storage;
using Collab.Server.Files;

namespace Collab.Server.Commands;

/// <summary>The images of an export: one file for each content, whatever documents it is in, called by its SHA-256.</summary>
/// <param name="path">The directory; it is made with the first image.</param>
internal sealed class ExportedImages(string path)
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>Writes an image to the disk, unless this export has it already.</summary>
    /// <returns>The file's name.</returns>
    public string Write(BlobKey key, byte[] content)
    {
        if (_written.Add(key.Value))
        {
            DurableFiles.CreateDirectory(path);
            DurableFiles.Write(Path.Combine(path, key.Value), content);
        }

        return key.Value;
    }

    /// <summary>Makes the files' names durable, and removes those of an earlier export that this one does not name.</summary>
    public void Complete()
    {
        if (!Directory.Exists(path))
        {
            return;
        }

        DurableFiles.SyncDirectory(path);
        foreach (var file in Directory.EnumerateFiles(path))
        {
            var name = Path.GetFileName(file);
            if (BlobKey.TryParseHash(name, out _) && !_written.Contains(name))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Reads an image and checks that it is what its name says, and an image.</summary>
    /// <exception cref="InvalidDataException">It is missing, or something else.</exception>
    public (BlobKey Key, byte[] Content) Read(string name)
    {
        // The manifest may come from anywhere: a hash leads nowhere else.
        if (!BlobKey.TryParseHash(name, out var key))
        {
            throw new InvalidDataException($"\"{name}\" is no name of an image of the export");
        }

        try
        {
            var content = File.ReadAllBytes(Path.Combine(path, name));
            return BlobKey.Of(content) == key && ImageHeader.FormatOf(content) is not null
                ? (key, content)
                : throw new InvalidDataException($"image {name} is not what was exported");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"image {name} cannot be read: {e.Message}", e);
        }
    }
}
