namespace Collab.Core.Tests.TestData;

/// <summary>Finds files beside the tests: golden bytes in the repository, and the larger data next to it.</summary>
internal static class Repository
{
    private static readonly Lazy<string> Root = new(FindRoot);

    /// <summary>A file of the repository.</summary>
    public static string File(params string[] path) => Path.Combine([Root.Value, .. path]);

    /// <summary>A file of tests/fixtures, which every clone has.</summary>
    public static string Fixture(string name) => Path.Combine(Root.Value, "tests", "fixtures", name);

    /// <summary>A file of ../shared/data/crdt; skips the test where that folder is not.</summary>
    public static string SharedData(string name)
    {
        var path = Path.GetFullPath(Path.Combine(Root.Value, "..", "shared", "data", "crdt", name));
        if (!System.IO.File.Exists(path))
        {
            Assert.Skip($"../shared/data/crdt/{name} is not there; fixtures in the repository cover the same ground");
        }

        return path;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Collab.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no Collab.sln above {AppContext.BaseDirectory}");
    }
}
