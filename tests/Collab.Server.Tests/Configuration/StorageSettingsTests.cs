using Collab.Server.Configuration;
using Microsoft.Extensions.Configuration;

namespace Collab.Server.Tests.Configuration;

public sealed class StorageSettingsTests
{
    private static readonly string Repository = FindRepository();

    [Fact]
    public void Nothing_configured_means_files_in_data_at_the_repositorys_root()
    {
        var settings = Read([]);

        Assert.Equal(new StorageSettings(StorageKind.File, Path.Combine(Repository, "data")), settings);
    }

    [Theory]
    [InlineData("file", "File")]
    [InlineData("POSTGRES", "Postgres")]
    [InlineData("Memory", "Memory")]
    public void Kinds_are_known_in_any_case(string value, string kind) =>
        Assert.Equal(kind, Read(new() { ["Collab:Storage"] = value }).Kind.ToString());

    [Theory]
    [InlineData("Mongo")]
    [InlineData("1")]
    [InlineData("File,Memory")]
    [InlineData("-1")]
    public void What_is_no_kind_is_refused_by_the_settings_name(string value)
    {
        var failure = Assert.Throws<InvalidSettingException>(() => Read(new() { ["Collab:Storage"] = value }));

        Assert.StartsWith("Collab:Storage is", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_may_be_absolute_or_start_at_the_root()
    {
        Assert.Equal(Path.Combine(Repository, "elsewhere"), Read(new() { ["Collab:DataDirectory"] = "elsewhere" }).Directory);
        Assert.Equal(Path.GetTempPath(), Read(new() { ["Collab:DataDirectory"] = Path.GetTempPath() }).Directory);
    }

    [Fact]
    public void What_is_no_path_is_refused_by_the_settings_name()
    {
        var failure = Assert.Throws<InvalidSettingException>(() => Read(new() { ["Collab:DataDirectory"] = "a\0b" }));

        Assert.Equal("Collab:DataDirectory", failure.Setting);
    }

    private static StorageSettings Read(Dictionary<string, string?> settings) =>
        StorageSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), "/content/root");

    private static string FindRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Collab.sln")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
