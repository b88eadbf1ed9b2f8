using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Collab.E2E.Support;

/// <summary>The server as people run it: a process of its own, on a port and a data directory of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int LogLinesKept = 60;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("collab-e2e-");
    private readonly ConcurrentQueue<string> _log = new();
    private readonly HttpClient _http;
    private Process? _process;

    private ServerProcess(Uri address)
    {
        Address = address;
        _http = new() { BaseAddress = address };
    }

    /// <summary>The same after a restart.</summary>
    public Uri Address { get; }

    /// <summary>What it said last.</summary>
    public string Log => string.Join('\n', _log);

    public static async Task<ServerProcess> StartNewAsync()
    {
        var server = new ServerProcess(new($"http://127.0.0.1:{FreePort()}"));
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it on the port and the data that it had, and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(ServerAssembly());
        start.ArgumentList.Add($"--urls={Address.GetLeftPart(UriPartial.Authority)}");
        start.ArgumentList.Add("--Collab:Storage=File");
        start.ArgumentList.Add($"--Collab:DataDirectory={_data.FullName}");

        _process = Process.Start(start) ?? throw new InvalidOperationException("The server's process did not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.IsAsync(IsReadyAsync, ready => ready, "server ready");
    }

    /// <summary>Ends it as a power cut would: SIGKILL, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Whether it was built with the web app.</summary>
    public async Task<bool> HasWebAppAsync()
    {
        using var response = await _http.GetAsync("/", TestContext.Current.CancellationToken);
        return response.Content.Headers.ContentType?.MediaType == "text/html";
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _http.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_process is { HasExited: true } ended)
        {
            await ended.WaitForExitAsync();
            throw new InvalidOperationException($"The server ended with {ended.ExitCode}:\n{Log}");
        }

        try
        {
            using var response = await _http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _log.Enqueue(line);
            while (_log.Count > LogLinesKept)
            {
                _log.TryDequeue(out _);
            }
        }
    }

    /// <summary>The server that was built together with these tests, in the same configuration.</summary>
    private static string ServerAssembly()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return Path.Combine(Repository.Root, "artifacts", "bin", "Collab.Server", configuration, "Collab.Server.dll");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
