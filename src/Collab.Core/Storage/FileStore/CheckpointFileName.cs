using System.Globalization;

namespace Collab.Core.Storage.FileStore;

/// <summary>What a checkpoint file's name tells: enough to know what is missing when the file cannot be read.</summary>
/// <param name="Stem">The path up to the numbers: documents/a/b/abcd…, base32 of the name's SHA-256.</param>
/// <param name="Life">The document's life; null in names of the first format, which had no numbers.</param>
/// <param name="Sequence">The newest update that the checkpoint stands for.</param>
internal readonly record struct CheckpointFileName(string Stem, int? Life, long Sequence)
{
    public const string Extension = ".ckpt";

    public string Path => Life is { } life
        ? string.Create(CultureInfo.InvariantCulture, $"{Stem}.{life}-{Sequence}{Extension}")
        : Stem + Extension;

    /// <summary>Takes the path of a checkpoint file apart.</summary>
    public static CheckpointFileName Parse(string path)
    {
        var bare = path.AsSpan(0, path.Length - Extension.Length);
        var dot = bare.LastIndexOf('.');
        if (dot > bare.LastIndexOf('/'))
        {
            var numbers = bare[(dot + 1)..];
            var dash = numbers.IndexOf('-');
            if (dash > 0
                && int.TryParse(numbers[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var life)
                && long.TryParse(numbers[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            {
                return new CheckpointFileName(bare[..dot].ToString(), life, sequence);
            }
        }

        return new CheckpointFileName(bare.ToString(), null, 0);
    }
}
