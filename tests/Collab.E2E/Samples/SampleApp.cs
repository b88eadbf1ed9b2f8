using System.Diagnostics;
using Collab.Tests.Support;

namespace Collab.E2E.Samples;

/// <summary>The built sample as a process of its own, with an empty data directory.</summary>
internal sealed class SampleApp : IAsyncDisposable
{
    // Only against waiting for ever.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _data;
    private Task _rest = Task.CompletedTask;

    private SampleApp(Process process, Uri address, string data) => (_process, Address, _data) = (process, address, data);

    public Uri Address { get; }

    /// <summary>Whether it was built with its page's script.</summary>
    public static bool HasPage => File.Exists(Path.Combine(Sources, "wwwroot", "editor.js"));

    private static string Sources => Path.Combine(RepositoryFolders.Root, "samples", "EmbedInYourApp");

    public static async Task<SampleApp> StartAsync()
    {
        var address = new Uri($"http://localhost:{FreePort.Find()}/");
        var data = Directory.CreateTempSubdirectory("collab-sample-").FullName;
        var process = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                Path.Combine(RepositoryFolders.BuildOutput("EmbedInYourApp"), "EmbedInYourApp.dll"),
                "--contentRoot", Sources, "--urls", address.AbsoluteUri, "--DataDirectory", data,
            ])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("the sample did not start");
        var app = new SampleApp(process, address, data);
        await app.WaitUntilItServesAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _rest;
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private async Task WaitUntilItServesAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var said = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            said.Add(line);
            if (line.Contains("Application started", StringComparison.Ordinal))
            {
                // What it still says is read, or it would wait for a reader one day.
                _rest = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }

        throw new InvalidOperationException($"the sample ended:{Environment.NewLine}{string.Join(Environment.NewLine, said)}");
    }
}
