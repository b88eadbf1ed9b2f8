namespace Collab.Tests.Support;

/// <summary>Folders that tests read from, found from where the tests were built.</summary>
public static class RepositoryFolders
{
    /// <summary>The folder with Collab.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Where another project of the solution was built, in this one's configuration.</summary>
    public static string BuildOutput(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Collab.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no Collab.sln above {AppContext.BaseDirectory}");
    }
}
