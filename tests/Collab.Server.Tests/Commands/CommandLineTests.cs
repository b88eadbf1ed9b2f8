using System.Text.Json;
using Collab.Server.Commands;

namespace Collab.Server.Tests.Commands;

/// <summary>The executable's commands as a shell runs them.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(true, "verify")]
    [InlineData(true, "--help")]
    [InlineData(true, "health", "http://localhost:5080")]
    [InlineData(true, "verfy")]
    [InlineData(false)]
    [InlineData(false, "--urls", "http://localhost:5080")]
    [InlineData(false, "--Collab:Storage=Memory")]
    [InlineData(false, "/Collab:Storage=Memory")]
    [InlineData(false, "Collab:Storage=Memory")]
    public void A_command_is_told_from_the_settings_of_a_start(bool isCommand, params string[] args) =>
        Assert.Equal(isCommand, CommandLine.IsCommand(args));

    [Theory]
    [InlineData("--Collab:Storage=File")]
    [InlineData("--Collab:Storage", "File")]
    public void Settings_are_taken_out_of_a_commands_words(params string[] setting)
    {
        var (words, settings) = SettingArguments.Split(["verify", .. setting, "--json"]);

        Assert.Equal(["verify", "--json"], words);
        Assert.Equal(["--Collab:Storage=File"], settings);
    }

    [Fact]
    public async Task Verify_tells_a_sound_store_and_a_damaged_one_by_its_exit_code()
    {
        await _data.WriteAsync(("board", "first"), ("page", "second"), ("board", "third"));
        await _data.ListAllAsync();

        var sound = await ServerProcess.RunCommandAsync("verify", _data.Setting);
        DataDirectory.Damage(_data.Segments()[0], "first"u8);
        var damaged = await ServerProcess.RunCommandAsync("verify", "--json", _data.Setting);

        Assert.Equal((0, ""), (sound.ExitCode, sound.Error));
        Assert.Contains("Sound: 2 documents", sound.Output, StringComparison.Ordinal);
        Assert.Equal((1, ""), (damaged.ExitCode, damaged.Error));
        var report = JsonDocument.Parse(damaged.Output).RootElement;
        Assert.False(report.GetProperty("isSound").GetBoolean());
        Assert.Equal(
            [("board", true), ("page", false)],
            report.GetProperty("documents").EnumerateArray().Select(document =>
                (document.GetProperty("name").GetString()!, document.GetProperty("isDamaged").GetBoolean())));
    }

    [Fact]
    public async Task Verify_does_not_run_beside_a_server()
    {
        await using var server = await ServerProcess.StartAsync($"Collab:DataDirectory={_data.Path}");

        var (exitCode, output, error) = await ServerProcess.RunCommandAsync("verify", _data.Setting);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("in use by process", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify", "--jsno")]
    [InlineData("verfy")]
    [InlineData("health")]
    public async Task What_is_not_known_is_refused(params string[] args) =>
        Assert.Equal(ExitCode.CouldNotRun, await CommandLine.RunAsync(args));

    [Fact]
    public async Task Help_lists_the_commands()
    {
        var (exitCode, output, _) = await ServerProcess.RunCommandAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("verify", output, StringComparison.Ordinal);
        Assert.Contains("health <url>", output, StringComparison.Ordinal);
    }
}
