using System.Security.Cryptography;
using Collab.Server.Configuration;

namespace Collab.Server.Access;

/// <summary>A random key in the data directory, for servers without a configured secret: what it signed is good after a restart too.</summary>
internal static class AccessKeyFile
{
    public const string FileName = "access.key";

    /// <summary>Reads the key, or makes one that only this user of the machine can read.</summary>
    /// <exception cref="InvalidSettingException">The file cannot be read or made, or holds something else.</exception>
    public static AccessKeys ReadOrMake(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            return new AccessKeys(File.Exists(path) ? Read(path) : Make(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InvalidSettingException(
                StorageSettings.DirectorySetting, $"is {directory}, where {FileName} cannot be used: {e.Message}", e);
        }
    }

    private static byte[] Read(string path)
    {
        var key = File.ReadAllBytes(path);
        return key.Length == AccessKeys.Length
            ? key
            : throw new InvalidDataException($"it has {key.Length} bytes, not {AccessKeys.Length}; without it a new one is made");
    }

    private static byte[] Make(string path)
    {
        var key = RandomNumberGenerator.GetBytes(AccessKeys.Length);
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Options = FileOptions.WriteThrough,
        };
        OwnerOnly.Restrict(options);

        // Under its name once it is whole: half a key would keep the next start off.
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, options))
        {
            file.Write(key);
        }

        File.Move(temporary, path, overwrite: true);
        return key;
    }
}
