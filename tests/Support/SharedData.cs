namespace Collab.Tests.Support;

/// <summary>Large real-world data that is no part of the repository: the folder <c>shared/data</c> beside it.</summary>
public static class SharedData
{
    /// <summary>Finds a file; skips the test where it is absent.</summary>
    /// <param name="path">Below the folder.</param>
    public static string Find(string path)
    {
        var full = Path.GetFullPath(Path.Combine(RepositoryFolders.Root, "..", "shared", "data", path));
        Assert.SkipUnless(File.Exists(full), $"no {Path.GetRelativePath(RepositoryFolders.Root, full)}");
        return full;
    }
}
