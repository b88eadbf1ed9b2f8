namespace Collab.Server.Configuration;

/// <summary>Where this process keeps its data, as configured.</summary>
/// <param name="Directory">The file store's directory, absolute.</param>
internal sealed record StorageSettings(StorageKind Kind, string Directory)
{
    public const string KindSetting = "Collab:Storage";
    public const string DirectorySetting = "Collab:DataDirectory";

    private const string DefaultDirectory = "data";
    private const string Solution = "Collab.sln";

    /// <summary>Reads the settings; they decide what is registered, so this comes before options can be validated.</summary>
    /// <param name="contentRoot">Where relative paths start, unless the app runs out of its repository.</param>
    /// <exception cref="InvalidSettingException">A setting has a value that it cannot have.</exception>
    public static StorageSettings Read(IConfiguration configuration, string contentRoot) =>
        new(ReadKind(configuration[KindSetting]), ReadDirectory(configuration[DirectorySetting], contentRoot));

    private static StorageKind ReadKind(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return StorageKind.File;
        }

        // Enum.TryParse would take numbers and lists too.
        foreach (var kind in Enum.GetValues<StorageKind>())
        {
            if (string.Equals(kind.ToString(), value, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        throw new InvalidSettingException(
            KindSetting, $"is \"{value}\"; it may be {string.Join(", ", Enum.GetNames<StorageKind>())}");
    }

    private static string ReadDirectory(string? value, string contentRoot)
    {
        var start = FindRepository() ?? contentRoot;
        try
        {
            return Path.GetFullPath(string.IsNullOrWhiteSpace(value) ? DefaultDirectory : value, start);
        }
        catch (ArgumentException e)
        {
            throw new InvalidSettingException(DirectorySetting, $"is \"{value}\", which is not a path", e);
        }
    }

    /// <summary>Under <c>dotnet run</c> the app lies in its repository: data then goes to the root, not among build output.</summary>
    private static string? FindRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, Solution)))
        {
            directory = directory.Parent;
        }

        return directory?.FullName;
    }
}
