using System.Globalization;
using System.Text;

namespace Collab.Core.Storage.FileStore;

/// <summary>The small text file that names the format and the store, so that a damaged segment header costs
/// nothing.</summary>
internal sealed class StoreIdentityFile(IStoreFiles files)
{
    public const string Path = "store";
    private const string FormatLine = "collab file store, format 1";
    private const string IdPrefix = "id ";
    private const string CheckPrefix = "check ";
    private const string TemporaryPath = Path + ".tmp";

    /// <returns>Null if there is none, or it fails its checksum.</returns>
    /// <exception cref="NotSupportedException">The store has a format that this program does not know.</exception>
    public Guid? Read()
    {
        string text;
        try
        {
            using var file = files.Open(Path);
            var bytes = new byte[Math.Min(file.Length, 256)];
            text = Encoding.UTF8.GetString(bytes.AsSpan(0, file.Read(bytes, 0)));
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        var check = text.LastIndexOf(CheckPrefix, StringComparison.Ordinal);
        if (check < 0 || text[check..] != CheckLine(text[..check]))
        {
            return null;
        }

        var lines = text.Split('\n');
        if (lines[0] != FormatLine)
        {
            throw new NotSupportedException(
                $"the store's file '{Path}' says '{lines[0]}'; this program reads '{FormatLine}'");
        }

        return Guid.ParseExact(lines[1].AsSpan(IdPrefix.Length), "D");
    }

    public void Write(Guid id)
    {
        var lines = $"{FormatLine}\n{IdPrefix}{id:D}\n";
        using (var file = files.Create(TemporaryPath))
        {
            file.Write(Encoding.UTF8.GetBytes(lines + CheckLine(lines)), 0);
            file.Sync();
        }

        files.Move(TemporaryPath, Path);
        files.SyncDirectory("");
    }

    private static string CheckLine(string lines) => string.Create(
        CultureInfo.InvariantCulture, $"{CheckPrefix}{Crc32C.Append(0, Encoding.UTF8.GetBytes(lines)):x8}\n");
}
