using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Collab.Load.Measuring;
using Collab.Load.Sockets;

namespace Collab.Load.Servers;

/// <summary>A server as a process of its own, with a folder of its own that lasts through restarts.</summary>
internal sealed class MeasuredServer : IDisposable
{
    private const int KeptLines = 20;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-load-").FullName;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly ServerSetup _setup;
    private Process? _process;

    /// <param name="environment">More of it, for our server: settings to try.</param>
    public MeasuredServer(ServerKind kind, ServerSetup setup, IReadOnlyDictionary<string, string> environment)
    {
        Kind = kind;
        _setup = setup;
        _environment = environment;
    }

    public ServerKind Kind { get; }

    public Dialect Dialect => Kind.Dialect();

    public int Port { get; private set; }

    /// <summary>Seconds of processor time since its start.</summary>
    public double CpuSeconds => ProcessUsage.CpuSeconds(Running.Id);

    public long ResidentBytes => ProcessUsage.ResidentBytes(Running.Id);

    /// <summary>The last lines that it wrote.</summary>
    public string Output => string.Join(Environment.NewLine, _output);

    private Process Running => _process ?? throw new InvalidOperationException("the server does not run");

    public void Start()
    {
        Port = FreePort.Find();
        var start = Command();
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = _folder;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        WaitUntilItListens();
    }

    /// <summary>Asks it to stop, as an operator would, and waits until it has.</summary>
    public void Stop()
    {
        var id = Running.Id.ToString(CultureInfo.InvariantCulture);
        using (var kill = Process.Start("kill", ["-TERM", id]))
        {
            kill.WaitForExit();
        }

        if (!Running.WaitForExit(Deadline))
        {
            Running.Kill();
            throw new ScenarioFailedException($"{Kind.Name()} did not stop");
        }

        Forget();
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill();
            _process.WaitForExit();
            Forget();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private ProcessStartInfo Command()
    {
        var port = Port.ToString(CultureInfo.InvariantCulture);
        var peers = Path.Combine(RepositoryFolders.Root, "benchmarks", "load", "peers");
        var modules = Path.Combine(peers, "node_modules");
        var node = Path.Combine(modules, "node", "bin", "node");
        switch (Kind)
        {
            case ServerKind.YWebsocket:
                var yWebsocket = new ProcessStartInfo(node, [Path.Combine(modules, "@y", "websocket-server", "src", "server.js")])
                {
                    Environment = { ["HOST"] = "127.0.0.1", ["PORT"] = port, ["NODE_ENV"] = "production" },
                };
                if (_setup.Stores)
                {
                    yWebsocket.Environment["YPERSISTENCE"] = Path.Combine(_folder, "leveldb");
                }

                return yWebsocket;
            case ServerKind.Hocuspocus:
                var hocuspocus = new ProcessStartInfo(node, [Path.Combine(peers, "hocuspocus.mjs")])
                {
                    Environment = { ["PORT"] = port, ["NODE_ENV"] = "production" },
                };
                if (_setup.Stores)
                {
                    hocuspocus.Environment["DATABASE"] = Path.Combine(_folder, "documents.sqlite");
                }

                return hocuspocus;
            case ServerKind.Relay:
                return new ProcessStartInfo("dotnet",
                    [Program("Collab.Load.Relay"), port, .. _setup.ShippedFraming ? ["--websockets"] : Array.Empty<string>()]);
            default:
                var ours = new ProcessStartInfo("dotnet", [Program("Collab.Server")])
                {
                    Environment =
                    {
                        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                        ["ASPNETCORE_ENVIRONMENT"] = "Production",
                        ["Collab__Storage"] = "File",
                        ["Collab__DataDirectory"] = Path.Combine(_folder, "data"),
                        ["Collab__Samples"] = "false",
                        ["Logging__LogLevel__Default"] = "Warning",
                    },
                };
                foreach (var (name, value) in _environment)
                {
                    ours.Environment[name] = value;
                }

                return ours;
        }
    }

    private static string Program(string project) => Path.Combine(RepositoryFolders.BuildOutput(project), $"{project}.dll");

    private void WaitUntilItListens()
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Deadline && !Running.HasExited)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(20);
            }
        }

        throw new ScenarioFailedException($"{Kind.Name()} did not start: {Output}");
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

    private void Forget()
    {
        _process?.Dispose();
        _process = null;
    }
}
