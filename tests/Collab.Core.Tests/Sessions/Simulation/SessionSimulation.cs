using Collab.Core.Sessions;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Tests.Sessions.Simulation;

/// <summary>Clients, a server process that dies and returns, and a disk that fails, in one thread and from one seed: the same
/// seed gives the same run.</summary>
internal sealed class SessionSimulation : ILoggerFactory, ILogger
{
    private static readonly DocumentName Name = new("a/document");

    private readonly Random _random;
    private readonly DurabilityMode _durability;
    private readonly ManualTime _time = new();
    private readonly SimulatedStore _store;
    private readonly List<SimulatedClient> _clients = [];
    private readonly List<string> _trace = [];
    private readonly List<Task<byte[]>> _reads = [];
    private readonly List<Task> _connections = [];
    private StepScheduler _scheduler = new();
    private SessionRegistry? _sessions;
    private ulong _nextClient = 1;
    private string? _failure;

    public SessionSimulation(int seed, DurabilityMode durability)
    {
        _durability = durability;
        _random = new Random(seed);
        _store = new SimulatedStore(_random, _trace.Add);
    }

    /// <summary>What happened last, newest at the end.</summary>
    public IEnumerable<string> Trace => _trace.TakeLast(200);

    /// <summary>Lets things happen for a while, then heals all faults and checks that everybody has the same.</summary>
    public void Run(int events)
    {
        StartProcess();
        for (var left = _random.Next(2, 5); left > 0; left--)
        {
            _clients.Add(NewClient());
        }

        for (var i = 0; i < events; i++)
        {
            Happen();
            Check();
        }

        Heal();
        foreach (var client in _clients)
        {
            Assert.True(Replica.AreEqual(client.Document, _store.Durable), $"{client.Id} differs from what is stored");
        }

        _store.AssertHoldsAll(Name);
    }

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _trace.Add(formatter(state, exception));
        if (eventId.Name is "Failed" or "CheckpointDiffers" or "OtherWriters")
        {
            _failure ??= $"{formatter(state, exception)} {exception}";
        }
    }

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    void IDisposable.Dispose()
    {
    }

    private void Happen()
    {
        var client = _clients[_random.Next(_clients.Count)];
        switch (_random.Next(100))
        {
            case < 30:
                client.Edit();
                break;
            case < 50:
                client.Read();
                break;
            case < 60:
                for (var left = _random.Next(1, 4); left > 0; left--)
                {
                    _store.Step();
                }

                break;
            case < 72:
                if (!client.IsConnected)
                {
                    Connect(client);
                }

                break;
            case < 76:
                client.AskWhenSaved();
                break;
            case < 79:
                client.Repeat();
                break;
            case < 81:
                client.AskForState();
                break;
            case < 83:
                client.MoveCursor();
                break;
            case < 84:
                client.QueryAwareness();
                break;
            case < 88:
                client.Disconnect();
                break;
            case < 89:
                client.Become(_nextClient++);
                break;
            case < 90:
                _clients.Add(NewClient());
                break;
            case < 91 when _clients.Count > 2:
                client.Disconnect();
                _clients.Remove(client);
                break;
            case < 93:
                _store.FailsOneIn = _random.Next(4);
                break;
            case < 96:
                Advance(_random.Next(1, 3000));
                break;
            case < 97:
                _reads.Add(_scheduler.Start(() =>
                    _sessions!.ReadAsync(Name, document => document.EncodeStateAsUpdate(), CancellationToken.None)));
                break;
            case < 99:
                break;
            default:
                Crash();
                break;
        }

        for (var left = _random.Next(12); left > 0 && _scheduler.Count > 0; left--)
        {
            _scheduler.Step(_random.Next);
        }
    }

    private void Check()
    {
        var failure = _failure ?? _clients.Select(client => client.Failure).FirstOrDefault(text => text is not null);
        Assert.True(failure is null, failure);
        foreach (var failed in _connections.Where(connection => connection.IsFaulted))
        {
            throw failed.Exception!.GetBaseException();
        }

        foreach (var read in _reads.Where(read => read.IsCompletedSuccessfully))
        {
            var known = SimulatedStore.BlocksOf(SteppedSessions.ResultOf(read));
            Assert.True(known.All(block => _store.HasBlock(block.Client, block.Clock)), "the host read what was not durable");
        }

        _reads.RemoveAll(read => read.IsCompleted);
        _connections.RemoveAll(connection => connection.IsCompletedSuccessfully);
    }

    /// <summary>Everybody comes back, reads and asks whether all is saved; the clock moves when nothing else does.</summary>
    private void Heal()
    {
        _trace.Add("heal");
        _store.FailsOneIn = 0;
        for (var seconds = 0; seconds < 120; seconds++)
        {
            Settle();
            _clients.ForEach(client => client.AskWhenSaved());
            Settle();
            if (_clients.All(client => client.IsSaved && Replica.AreEqual(client.Document, _store.Durable)))
            {
                return;
            }

            Advance(1000);
        }

        Assert.Fail("after two minutes without faults: "
            + string.Join(", ", _clients.Select(client => $"{client.Id} {(client.IsSaved ? "saved" : "not saved")}")));
    }

    private void Settle()
    {
        for (var isBusy = true; isBusy;)
        {
            foreach (var client in _clients.Where(client => !client.IsConnected))
            {
                Connect(client);
            }

            _scheduler.RunAll(_random.Next);
            isBusy = !_store.IsIdle;
            _store.Step();
            foreach (var client in _clients)
            {
                while (client.Read())
                {
                    isBusy = true;
                }
            }

            _scheduler.RunAll(_random.Next);
            isBusy |= _scheduler.Count > 0;
            Check();
        }
    }

    private void Advance(int milliseconds)
    {
        _trace.Add($"{milliseconds} ms");
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
    }

    private SimulatedClient NewClient() => new(_nextClient++, _durability, _random, _store, _trace.Add);

    private void Connect(SimulatedClient client)
    {
        _trace.Add($"{client.Id}: connects");
        var peer = client.Connect(_random.Next(2) == 0 ? 1 << 20 : _random.Next(50, 500));
        var sessions = _sessions!;
        _connections.Add(_scheduler.Start(async () =>
        {
            await peer.RunAsync(sessions, Name);
            return true;
        }));
    }

    private void Crash()
    {
        _trace.Add("crash");
        _store.Crash();
        _store.AssertHoldsAll(Name);
        _clients.ForEach(client => client.Disconnect());
        _reads.Clear();
        _connections.Clear();
        StartProcess();
    }

    private void StartProcess()
    {
        // What the old process would still do never runs: its scheduler is left behind.
        _scheduler = new StepScheduler();
        var environment = new SessionEnvironment
        {
            Store = _store,
            Options = new DocumentSessionOptions
            {
                Durability = _durability,
                IdleTimeout = TimeSpan.FromSeconds(_random.Next(3)),
                IntegratedTimeout = TimeSpan.FromSeconds(_random.Next(3)),
                RingBatches = _random.Next(6),
                CatchUpInterval = TimeSpan.FromSeconds(_random.Next(3)),
                MaxUncommittedBytes = _random.Next(2) == 0 ? 8 << 20 : _random.Next(50, 400),
                CheckpointAfterBytes = _random.Next(500, 8000),
            },
            Loggers = this,
            Scheduler = _scheduler,
            Time = _time,
            Random = new Random(_random.Next()),
        };
        _sessions = _scheduler.Run(() => Task.FromResult(new SessionRegistry(environment))).GetAwaiter().GetResult();
    }
}
