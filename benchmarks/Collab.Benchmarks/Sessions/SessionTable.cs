using System.Diagnostics;
using System.Globalization;
using Collab.Core;
using Collab.Core.Sessions;

namespace Collab.Benchmarks.Sessions;

/// <summary>Prints what an update, a join and an opening cost the sessions and the file store alone: no sockets.</summary>
/// <remarks>CPU is the whole process's: what takes the frames out, and making checkpoints, is in it.</remarks>
internal static class SessionTable
{
    private const int TypedUpdates = 200_000;
    private const int MovedUpdates = 160_000;
    private const int Readers = 50;
    private const int Writers = 8;
    private const int Rooms = 500;
    private const int UpdatesPerRoom = 200;

    public static async Task PrintAsync(string scenario, TextWriter output)
    {
        foreach (var (name, run) in OpeningWorks.All.Where(entry => scenario == "all" || entry.Name == scenario))
        {
            for (var repeat = 0; repeat < 3; repeat++)
            {
                await output.WriteLineAsync($"{name,-28}{await run()}");
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{"",-28}{"wall ns",9}{"CPU ns",9}{"bytes",9}{"frames out",12}{"out B/upd",11}"));
        foreach (var (name, run) in Writing().Where(entry => scenario == "all" || entry.Name == scenario))
        {
            for (var repeat = 0; repeat < 3; repeat++)
            {
                await MeasureAsync(name, run, output);
            }
        }
    }

    private static IEnumerable<(string Name, Func<SessionRegistry, Task<Prepared>> Run)> Writing() =>
    [
        ("typing", PrepareTypingAsync),
        ("moves", PrepareMovesAsync),
        ("rooms", PrepareRoomsAsync),
    ];

    private static async Task<Prepared> PrepareTypingAsync(SessionRegistry sessions)
    {
        var name = new DocumentName("typing");
        var frames = RecordedEdits.Typing(7, TypedUpdates);
        var peers = await JoinAsync(sessions, name, Readers + 1);
        return new Prepared(peers, [(peers[0], frames)]);
    }

    private static async Task<Prepared> PrepareMovesAsync(SessionRegistry sessions)
    {
        var name = new DocumentName("moves");
        var (before, frames) = RecordedEdits.Moves(Writers, MovedUpdates / Writers);
        var peers = await JoinAsync(sessions, name, Readers);
        await peers[0].Link.ReceiveAsync(before, CancellationToken.None);
        await peers[0].WaitUntilSavedAsync(1);
        return new Prepared(peers, [.. frames.Select((each, writer) => (peers[writer], each))]);
    }

    private static async Task<Prepared> PrepareRoomsAsync(SessionRegistry sessions)
    {
        var frames = RecordedEdits.Typing(7, UpdatesPerRoom);
        var peers = new List<BenchPeer>();
        for (var room = 0; room < Rooms; room++)
        {
            peers.AddRange(await JoinAsync(sessions, new DocumentName($"room-{room}"), 2));
        }

        return new Prepared(peers, [.. peers.Where((_, i) => i % 2 == 0).Select(writer => (writer, frames))]);
    }

    private static async Task<List<BenchPeer>> JoinAsync(SessionRegistry sessions, DocumentName name, int count)
    {
        var peers = Enumerable.Range(0, count).Select(i => new BenchPeer($"{name}/{i}")).ToList();
        foreach (var peer in peers)
        {
            await peer.JoinAsync(sessions, name);
        }

        return peers;
    }

    private static async Task MeasureAsync(string name, Func<SessionRegistry, Task<Prepared>> prepare, TextWriter output)
    {
        await using var host = new SessionHost();
        var (peers, writers) = await prepare(host.Sessions);
        var updates = writers.Sum(writer => writer.Frames.Length);
        var frames = peers.Sum(peer => peer.Frames);
        var bytes = peers.Sum(peer => peer.Bytes);
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(writers.Select(writer => Task.Run(() => WriteAsync(writer.Peer, writer.Frames))));
        var wall = Stopwatch.GetElapsedTime(start);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        frames = peers.Sum(peer => peer.Frames) - frames;
        bytes = peers.Sum(peer => peer.Bytes) - bytes;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-28}{wall.TotalNanoseconds / updates,9:F0}{cpu.TotalNanoseconds / updates,9:F0}{(double)allocated / updates,9:F0}{frames,12}{(double)bytes / updates,11:F1}"));
    }

    private static async Task WriteAsync(BenchPeer peer, byte[][] frames)
    {
        foreach (var frame in frames)
        {
            await peer.Link.ReceiveAsync(frame, CancellationToken.None);
        }

        await peer.WaitUntilSavedAsync(frames.Length);
    }

    private sealed record Prepared(IReadOnlyList<BenchPeer> Peers, IReadOnlyList<(BenchPeer Peer, byte[][] Frames)> Writers);
}
