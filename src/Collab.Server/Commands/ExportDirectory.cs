using System.Security.Cryptography;
using System.Text;
using Collab.Core;
using Collab.Core.Storage;
using Collab.Server.Configuration;

namespace Collab.Server.Commands;

/// <summary>A directory with an export: one file a document, a directory with images, and a manifest, which is written last.</summary>
/// <remarks>Names of documents are no names of files, so a file is called by its document's hash.</remarks>
internal sealed class ExportDirectory(string path)
{
    private const string Extension = ".yjs";
    private const int HashLength = 32;

    public ExportedImages Images { get; } = new(Path.Combine(path, "images"));

    private string Manifest => Path.Combine(path, ExportManifest.FileName);

    /// <summary>Makes the directory ready to be filled.</summary>
    /// <param name="force">Whether an export in it may be replaced.</param>
    /// <exception cref="InvalidSettingException">There is something in it already, or it cannot be made.</exception>
    public void Begin(bool force)
    {
        try
        {
            DurableFiles.CreateDirectory(path);
            if (!force && Directory.EnumerateFileSystemEntries(path).Any())
            {
                throw new InvalidSettingException("--to", $"is {path}, which is not empty; --force replaces the export in it");
            }

            // From here on nothing in it is an export until the new one is complete.
            File.Delete(Manifest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException("--to", $"is {path}, which cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Writes one document's update to the disk; its file has a durable name once the export is complete.</summary>
    public ExportedDocument Write(DocumentName document, byte[] update)
    {
        var file = FileNameOf(document);
        DurableFiles.Write(Path.Combine(path, file), update);
        return new ExportedDocument(document.Value, file, update.Length, Hash(update));
    }

    /// <summary>Writes the manifest, and removes the files of an earlier export that it does not name.</summary>
    public void Complete(IEnumerable<ExportedDocument> documents)
    {
        var manifest = ExportManifest.Of(documents);
        Images.Complete();
        DurableFiles.SyncDirectory(path);
        DurableFiles.Write(Manifest, manifest.Encode());
        DurableFiles.SyncDirectory(path);
        var named = manifest.Documents.Select(document => document.File).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(path, $"*{Extension}").Where(file =>
            Path.GetFileNameWithoutExtension(file).Length == HashLength && !named.Contains(Path.GetFileName(file))))
        {
            File.Delete(file);
        }
    }

    /// <exception cref="InvalidSettingException">There is no complete export, or none that this version can read.</exception>
    public ExportManifest ReadManifest()
    {
        try
        {
            return ExportManifest.Decode(File.ReadAllBytes(Manifest), out var wrong)
                ?? throw new InvalidSettingException("--from", $"is {path}, and its {ExportManifest.FileName} {wrong}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException("--from", $"is {path}, which holds no complete export: {e.Message}", e);
        }
    }

    /// <summary>Reads a document's update and checks that it is what was written.</summary>
    /// <exception cref="InvalidDataException">It is missing, or something else.</exception>
    public byte[] Read(ExportedDocument document)
    {
        var file = document.File ?? "";

        // The manifest may come from anywhere: it must not lead out of the directory.
        if (file.Length == 0 || Path.GetFileName(file) != file)
        {
            throw new InvalidDataException($"\"{file}\" is no name of a file of the export");
        }

        try
        {
            var update = File.ReadAllBytes(Path.Combine(path, file));
            return Hash(update).Equals(document.Sha256, StringComparison.OrdinalIgnoreCase)
                ? update
                : throw new InvalidDataException($"file {file} is not what was exported");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"file {file} cannot be read: {e.Message}", e);
        }
    }

    private static string FileNameOf(DocumentName document) =>
        Hash(Encoding.UTF8.GetBytes(document.Value))[..HashLength] + Extension;

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
