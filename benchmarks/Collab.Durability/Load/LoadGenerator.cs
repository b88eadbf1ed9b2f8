using System.Diagnostics;
using System.Globalization;

namespace Collab.Durability.Load;

/// <summary>Sends a plan's updates on time, whatever becomes of those before: an open loop, from one thread.</summary>
internal sealed class LoadGenerator : IAsyncDisposable
{
    private static readonly TimeSpan SettleDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private readonly LoadPlan _plan;
    private readonly IReadOnlyList<LoadConnection> _connections;
    private volatile bool _stop;
    private Thread? _sender;

    private LoadGenerator(LoadPlan plan, IReadOnlyList<LoadConnection> connections)
    {
        _plan = plan;
        _connections = connections;
    }

    public IReadOnlyList<LoadConnection> Connections => _connections;

    public int Sent => _connections.Sum(connection => connection.Sent);

    public int Acknowledged => _connections.Sum(connection => connection.Acknowledged);

    /// <summary>Connects all clients, each to a document of its own.</summary>
    /// <param name="documents">What the documents' names begin with.</param>
    public static async Task<LoadGenerator> ConnectAsync(int port, string documents, LoadPlan plan)
    {
        var connections = new List<LoadConnection>();
        for (var i = 0; i < plan.Connections; i++)
        {
            var typing = new Typing((uint)Random.Shared.NextInt64(1, 1L << 32), plan.UpdatesEach);
            connections.Add(await LoadConnection.OpenAsync(
                port, string.Create(CultureInfo.InvariantCulture, $"{documents}-{i}"), typing));
        }

        return new LoadGenerator(plan, connections);
    }

    public void Start()
    {
        _sender = new Thread(Send) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _sender.Start();
    }

    /// <summary>Waits until all of the plan is sent, or sends no more from now on.</summary>
    public void Finish(bool atOnce = false)
    {
        _stop = atOnce;
        _sender?.Join();
    }

    /// <summary>Waits until everything sent was acknowledged, or its connection ended.</summary>
    /// <returns>False if that took too long.</returns>
    public async Task<bool> SettleAsync()
    {
        var start = Stopwatch.GetTimestamp();
        while (_connections.Any(connection => connection.Acknowledged < connection.Sent && connection.ClosedAt == 0))
        {
            if (Stopwatch.GetElapsedTime(start) > SettleDeadline)
            {
                return false;
            }

            await Task.Delay(Poll);
        }

        return true;
    }

    /// <summary>The latencies of what was sent after the warm-up, from when it was due to when it had come back.</summary>
    public Latencies Measure()
    {
        var milliseconds = new List<double>();
        var (first, last) = (long.MaxValue, 0L);
        foreach (var connection in _connections)
        {
            for (var i = _plan.WarmUpEach; i < connection.Acknowledged; i++)
            {
                var due = connection.DueAt[i];
                first = Math.Min(first, due);
                last = Math.Max(last, connection.AcknowledgedAt[i]);
                milliseconds.Add(Stopwatch.GetElapsedTime(due, connection.AcknowledgedAt[i]).TotalMilliseconds);
            }
        }

        return new Latencies(milliseconds, Stopwatch.GetElapsedTime(first, Math.Max(first, last)));
    }

    public async ValueTask DisposeAsync()
    {
        Finish(atOnce: true);
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    private void Send()
    {
        var interval = (double)Stopwatch.Frequency / _plan.UpdatesPerSecond;
        var start = Stopwatch.GetTimestamp();
        var all = (long)_plan.UpdatesEach * _connections.Count;
        for (long next = 0; next < all && !_stop;)
        {
            var now = Stopwatch.GetTimestamp();
            for (var due = DueAt(next); next < all && due <= now; due = DueAt(++next))
            {
                _connections[(int)(next % _connections.Count)].SendNext(due);
            }

            // What falls due meanwhile goes out up to a millisecond late, which counts as its latency.
            Thread.Sleep(1);
        }

        long DueAt(long number) => start + (long)(number * interval);
    }
}
