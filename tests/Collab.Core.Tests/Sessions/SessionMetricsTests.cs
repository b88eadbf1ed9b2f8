using System.Diagnostics.Metrics;
using Collab.Core.Sessions;
using Collab.Core.Storage;

namespace Collab.Core.Tests.Sessions;

public sealed class SessionMetricsTests
{
    [Fact]
    public void Commits_and_what_waits_for_them_are_measured()
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { MaxUncommittedBytes = 1024 });
        using var measured = new Measured(stepped.Metrics.Meter);
        var writer = stepped.Join(1);
        stepped.Join(2);
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync(new string('x', 2000)));
        stepped.Advance(2);

        var held = measured.Levels();
        stepped.Store.Failure = new StoreUnavailableException("down");
        stepped.Store.Release();
        stepped.Scheduler.RunAll();
        stepped.Store.Failure = null;
        stepped.Advance(3);
        stepped.Run(() => writer.TypeAsync("more"));
        var after = measured.Levels();

        Assert.Equal(1, held["collab.sessions"]);
        Assert.Equal(2, held["collab.peers"]);
        Assert.Equal(1, held["collab.sessions.paused"]);
        Assert.Equal(1, held["collab.store.failing"]);
        Assert.InRange(held["collab.uncommitted.bytes"], 2000, 2100);
        Assert.Equal(0, after["collab.sessions.paused"]);
        Assert.Equal(0, after["collab.store.failing"]);
        Assert.Equal(0, after["collab.uncommitted.bytes"]);
        Assert.Equal(2, measured.Sums["collab.commits"]);
        Assert.Equal(2, measured.Sums["collab.commit.updates"]);
        Assert.Equal(1, measured.Sums["collab.commit.failures"]);
        Assert.True(measured.Sums["collab.commit.duration"] >= 2);
    }

    [Fact]
    public void What_a_session_leaves_when_it_fails_is_counted_off()
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { MaxUncommittedBytes = 1024 });
        using var measured = new Measured(stepped.Metrics.Meter);
        var writer = stepped.Join(1);
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync(new string('x', 2000)));
        stepped.Store.Refusal = new DocumentDamagedException("no room");
        stepped.Store.Release();
        stepped.Scheduler.RunAll();

        Assert.All(measured.Levels(), level => Assert.Equal(0, level.Value));
    }

    private sealed class Measured : IDisposable
    {
        private readonly MeterListener _listener = new();
        private Dictionary<string, double> _levels = [];

        public Measured(Meter meter)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == meter)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
            _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
            _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
            _listener.Start();
        }

        /// <summary>What was counted since the start.</summary>
        public Dictionary<string, double> Sums { get; } = [];

        /// <summary>What is there now.</summary>
        public Dictionary<string, double> Levels()
        {
            _levels = [];
            _listener.RecordObservableInstruments();
            return _levels;
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value)
        {
            var into = instrument.IsObservable ? _levels : Sums;
            into[instrument.Name] = into.GetValueOrDefault(instrument.Name) + value;
        }
    }
}
