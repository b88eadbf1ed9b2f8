using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace Collab.Client.Tests.Packaging;

/// <summary>What <c>dotnet pack</c> makes is what somebody who knows nothing but the package needs.</summary>
public sealed class PackageTests
{
    private static readonly string Configuration =
        Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    [Theory]
    [InlineData("Collab.Core", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options")]
    [InlineData("Collab.AspNetCore", "Collab.Core")]
    [InlineData("Collab.Postgres", "Collab.AspNetCore", "Collab.Core", "Npgsql.EntityFrameworkCore.PostgreSQL")]
    [InlineData("Collab.Client", "Collab.Core", "Microsoft.Extensions.Logging.Abstractions")]
    public async Task A_package_has_readme_documentation_symbols_and_no_more_dependencies_than_it_needs(
        string project, params string[] dependencies)
    {
        var folder = Directory.CreateTempSubdirectory("collab-pack-");
        try
        {
            await PackAsync(project, folder.FullName);

            using var package = Open(folder, "nupkg");
            using var symbols = Open(folder, "snupkg");
            Assert.NotNull(package.GetEntry($"lib/net10.0/{project}.dll"));
            Assert.NotNull(symbols.GetEntry($"lib/net10.0/{project}.pdb"));
            Assert.True(package.GetEntry($"lib/net10.0/{project}.xml")?.Length > 1_000, "no documentation");
            Assert.StartsWith($"# {project}", Read(package, "README.md"), StringComparison.Ordinal);

            var about = XDocument.Parse(Read(package, $"{project}.nuspec")).Root!.Elements().Single();
            XElement Named(string name) => about.Elements().Single(element => element.Name.LocalName == name);
            Assert.Equal(("MIT", "README.md", "The Collab authors"), (Named("license").Value, Named("readme").Value, Named("authors").Value));
            Assert.Equal(
                dependencies,
                Named("dependencies").Descendants().Where(element => element.Name.LocalName == "dependency")
                    .Select(element => element.Attribute("id")!.Value));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PackAsync(string project, string folder)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["pack", Path.Combine(RepositoryFolders.Root, "src", project), "--no-build", "--no-restore", "-c", Configuration, "-o", folder])
        {
            RedirectStandardOutput = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
    }

    private static ZipArchive Open(DirectoryInfo folder, string ending) =>
        ZipFile.OpenRead(folder.EnumerateFiles($"*.{ending}").Single(file => file.Extension == $".{ending}").FullName);

    private static string Read(ZipArchive package, string entry)
    {
        using var reader = new StreamReader(package.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }
}
