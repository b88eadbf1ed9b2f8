using System.Diagnostics.Metrics;

namespace Collab.Core.Sessions;

/// <summary>What a process measures of its sessions and their commits: the meter <c>Collab</c>.</summary>
/// <remarks>Counters are written from any thread. Levels (sessions, peers, what waits) are kept here or read when somebody
/// collects them, so that whoever begins to listen late sees them right.</remarks>
internal sealed class SessionMetrics : IDisposable
{
    public const string MeterName = "Collab";

    private readonly Counter<long> _commits;
    private readonly Counter<long> _commitUpdates;
    private readonly Counter<long> _commitFailures;
    private readonly Histogram<double> _commitDuration;
    private readonly Counter<long> _checkpoints;
    private readonly Counter<long> _loads;
    private long _peers;
    private long _paused;

    public SessionMetrics()
    {
        _commits = Meter.CreateCounter<long>(
            "collab.commits", "{commit}", "Commits that the store took.");
        _commitUpdates = Meter.CreateCounter<long>(
            "collab.commit.updates", "{update}", "Updates in the commits that the store took.");
        _commitFailures = Meter.CreateCounter<long>(
            "collab.commit.failures", "{attempt}", "Attempts to commit that failed; the commit is tried again.");
        _commitDuration = Meter.CreateHistogram<double>(
            "collab.commit.duration", "s", "Time from the first attempt at a commit until the store took it.");
        _checkpoints = Meter.CreateCounter<long>(
            "collab.checkpoints", "{checkpoint}", "Attempts to write a checkpoint, by outcome: stored, stale, differs, failed.");
        _loads = Meter.CreateCounter<long>(
            "collab.loads", "{load}", "Documents read, by outcome: newest, previous (checkpoint), damaged, failed.");
        Meter.CreateObservableUpDownCounter(
            "collab.peers", () => Interlocked.Read(ref _peers), "{peer}", "Connections in sessions.");
        Meter.CreateObservableUpDownCounter(
            "collab.sessions.paused", () => Interlocked.Read(ref _paused), "{session}",
            "Sessions whose writers are not read, because too much waits for the store.");
    }

    /// <summary>Where the instruments are.</summary>
    public Meter Meter { get; } = new(MeterName);

    /// <summary>Connections in all sessions now.</summary>
    public long Peers => Interlocked.Read(ref _peers);

    /// <summary>Adds what others keep the level of.</summary>
    public void Observe(SessionRegistry sessions, CommitQueue commits)
    {
        Meter.CreateObservableUpDownCounter(
            "collab.sessions", () => sessions.Count, "{session}", "Documents in memory.");
        Meter.CreateObservableUpDownCounter(
            "collab.uncommitted.bytes", () => commits.Uncommitted.Bytes, "By", "Updates that wait for the store.");
        Meter.CreateObservableGauge(
            "collab.store.failing", () => commits.IsFailing ? 1 : 0, null, "1 while the store does not take commits.");
    }

    public void Committed(int updates, TimeSpan took)
    {
        _commits.Add(1);
        _commitUpdates.Add(updates);
        _commitDuration.Record(took.TotalSeconds);
    }

    public void CommitFailed() => _commitFailures.Add(1);

    public void Compacted(CompactionOutcome outcome) => _checkpoints.Add(1, KeyValuePair.Create<string, object?>("outcome", outcome switch
    {
        CompactionOutcome.Stored => "stored",
        CompactionOutcome.Stale => "stale",
        CompactionOutcome.Differs => "differs",
        _ => "failed",
    }));

    /// <param name="outcome">newest, previous, damaged or failed.</param>
    public void Loaded(string outcome) => _loads.Add(1, KeyValuePair.Create<string, object?>("outcome", outcome));

    public void PeersChanged(int by) => Interlocked.Add(ref _peers, by);

    public void PausedChanged(int by) => Interlocked.Add(ref _paused, by);

    public void Dispose() => Meter.Dispose();
}
