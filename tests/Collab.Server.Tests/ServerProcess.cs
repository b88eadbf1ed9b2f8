using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Collab.Server.Tests;

/// <summary>The product as a process of its own: to be killed, to be told to stop, to fail at its start.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _lines = [];

    private ServerProcess(Process process) => _process = process;

    /// <summary>What it wrote to standard output so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    public Uri Address => new(_lines.First(line => line.StartsWith(AddressLine, StringComparison.Ordinal))[AddressLine.Length..]);

    private static string AddressLine => "Collab is at ";

    /// <summary>Starts a server on a free port and waits until it says where its documents are.</summary>
    public static async Task<ServerProcess> StartAsync(params string[] settings)
    {
        var server = new ServerProcess(Launch(settings));
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(Patience);
            while (!server._lines.Exists(line => line.StartsWith("Documents are kept in ", StringComparison.Ordinal)))
            {
                var line = await server._process.StandardOutput.ReadLineAsync(patience.Token)
                    ?? throw new InvalidOperationException(await server._process.StandardError.ReadToEndAsync(patience.Token));
                server._lines.Add(line);
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a server that is expected to end by itself.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] settings) =>
        ReadToEndAsync(Launch(settings));

    /// <summary>Runs one of the executable's commands.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunCommandAsync(params string[] args) =>
        ReadToEndAsync(Start(args));

    /// <summary>kill -9: the process gets no chance to do anything.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        Assert.Equal(0, Kill(_process.Id, Terminate));
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<(int ExitCode, string Output, string Error)> ReadToEndAsync(Process started)
    {
        using var process = started;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }

    private static Process Launch(string[] settings) => Start(
    [
        "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", "--Collab:Samples=false",
        .. settings.Select(setting => $"--{setting}"),
    ]);

    private static Process Start(string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Collab.Server.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
