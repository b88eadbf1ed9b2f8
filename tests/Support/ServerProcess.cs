using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Collab.Tests.Support;

/// <summary>The built server as a process of its own, on a port and a data directory of its own, which it keeps however often
/// it is killed and started again.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int KeptLines = 400;

    // Only against waiting for ever.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new() { Timeout = Deadline };

    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    private ServerProcess(IReadOnlyDictionary<string, string> settings)
    {
        Settings = settings;
        Port = FreePort.Find();
        DataDirectory = Directory.CreateTempSubdirectory("collab-server-").FullName;
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    public int Port { get; }

    public string DataDirectory { get; }

    /// <summary>What it was told in its environment beyond the defaults.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Where the app is.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>What a document's name is appended to, after a slash.</summary>
    public string SyncAddress => $"ws://127.0.0.1:{Port}/sync";

    /// <summary>The newest lines that it wrote, over all its starts.</summary>
    public string Output => string.Join(Environment.NewLine, _output);

    /// <summary>The memory that the process has, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            Running.Refresh();
            return Running.WorkingSet64;
        }
    }

    /// <summary>The time that it kept processors busy since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            Running.Refresh();
            return Running.TotalProcessorTime;
        }
    }

    /// <summary>The running process's id.</summary>
    public int ProcessId => Running.Id;

    private Process Running => _process ?? throw new InvalidOperationException("the server does not run");

    /// <summary>Starts a server.</summary>
    /// <param name="settings">As in the environment, such as <c>Collab__Storage</c>; the file store if nothing else is said.</param>
    public static async Task<ServerProcess> StartNewAsync(params IEnumerable<(string Name, string Value)> settings)
    {
        var server = new ServerProcess(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, again if it ran before, and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        if (_process is not null)
        {
            throw new InvalidOperationException("the server runs already");
        }

        var started = new TaskCompletionSource();
        _process = Launch(started);
        var process = _process;
        using var deadline = new CancellationTokenSource(Deadline);
        var exited = process.WaitForExitAsync(deadline.Token);
        await Task.WhenAny(started.Task, exited);
        if (process.HasExited)
        {
            throw new InvalidOperationException($"the server ended with {process.ExitCode}:{Environment.NewLine}{Output}");
        }

        if (!started.Task.IsCompleted)
        {
            throw new TimeoutException($"the server did not start in {Deadline}:{Environment.NewLine}{Output}");
        }

        using var ready = await Http.GetAsync(new Uri(Address, "health/ready"), deadline.Token);
        if (ready.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"the server is not ready: {ready}{Environment.NewLine}{Output}");
        }
    }

    /// <summary>Ends it without giving it time for anything (SIGKILL).</summary>
    public async Task KillAsync()
    {
        Running.Kill();
        await ExitAsync();
    }

    /// <summary>Asks it to stop (SIGTERM) and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows has no SIGTERM");
        }

        var id = Running.Id.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start("kill", ["-TERM", id]);
        await kill.WaitForExitAsync();
        return await ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        if (_process is not null)
        {
            await KillAsync();
        }

        Directory.Delete(DataDirectory, recursive: true);
    }

    private Process Launch(TaskCompletionSource started)
    {
        var assembly = Path.Combine(RepositoryFolders.BuildOutput("Collab.Server"), "Collab.Server.dll");
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [assembly])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = DataDirectory,
            Environment =
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Port}",
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Collab__Storage"] = "File",
                ["Collab__DataDirectory"] = DataDirectory,
                ["Collab__Samples"] = "false",
            },
        };
        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) =>
        {
            Keep(line.Data);
            if (line.Data?.StartsWith("Collab is at ", StringComparison.Ordinal) is true)
            {
                started.TrySetResult();
            }
        };
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
            while (_output.Count > KeptLines)
            {
                _output.TryDequeue(out _);
            }
        }
    }

    private async Task<int> ExitAsync()
    {
        using var process = Running;
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"the server did not end in {Deadline}:{Environment.NewLine}{Output}");
        }

        _process = null;
        return process.ExitCode;
    }

    private void KillAtExit(object? sender, EventArgs e) => _process?.Kill();
}
