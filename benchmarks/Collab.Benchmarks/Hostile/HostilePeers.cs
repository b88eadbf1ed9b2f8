using System.Diagnostics;
using System.Globalization;
using System.Text;
using Collab.Benchmarks.Sessions;
using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Benchmarks.Hostile;

/// <summary>Measures what a hostile peer costs the others of its document: time on the processor, memory, and how late the next update of
/// another comes.</summary>
/// <remarks>Sessions and the file store, without sockets.</remarks>
internal static class HostilePeers
{
    private const double GoalCpuSeconds = 0.2;
    private const double GoalMegabytes = 40;
    private const double GoalMilliseconds = 50;
    private const int WaitingUpdates = 1_900;

    /// <returns>Whether each case met its goals.</returns>
    public static async Task<bool> PrintAsync(TextWriter output)
    {
        var cases = new (string What, List<byte[]> Frames)[]
        {
            ("1,900 updates that wait for one that nobody sends", Waiting()),
            ("the same, the newest first", [.. Enumerable.Reverse(Waiting())]),
            ("awareness nested a million levels deep", [Nested(1_000_000)]),
            ("16 MiB that are no update", [YWebsocketFrame.Update(new byte[16 << 20])]),
        };
        output.WriteLine("| hostile peer | CPU | memory | next update of another after | met (0.2 s, 40 MB, 50 ms) |");
        output.WriteLine("| --- | ---: | ---: | ---: | --- |");
        var isAllMet = true;
        foreach (var (what, frames) in cases)
        {
            // The first time is the compiler's.
            await MeasureAsync(frames);
            var (cpu, memory, next) = await MeasureAsync(frames);
            var isMet = cpu <= GoalCpuSeconds && memory <= GoalMegabytes && next <= GoalMilliseconds;
            isAllMet &= isMet;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {cpu:F3} s | {memory:F1} MB | {next:F1} ms | {(isMet ? "yes" : "**no**")} |"));
        }

        return isAllMet;
    }

    private static async Task<(double CpuSeconds, double Megabytes, double Milliseconds)> MeasureAsync(List<byte[]> frames)
    {
        await using var host = new SessionHost();
        var name = new DocumentName("room");
        var (writer, reader, attacker) = (new BenchPeer("writer"), new BenchPeer("reader"), new BenchPeer("attacker"));
        foreach (var peer in new[] { writer, reader, attacker })
        {
            await peer.JoinAsync(host.Sessions, name);
        }

        var author = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        var update = author.TransactAndEncode(_ => author.GetText("text").Insert(0, "next"))!;
        GC.Collect();
        var memory = GC.GetTotalMemory(true);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var attack = AttackAsync(attacker, frames);
        var framesBefore = reader.Frames;
        var start = Stopwatch.GetTimestamp();
        await writer.Link.ReceiveAsync(YWebsocketFrame.Update(update), CancellationToken.None);
        while (reader.Frames == framesBefore)
        {
            await Task.Delay(1);
        }

        var next = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await attack;
        await writer.WaitUntilSavedAsync(1);
        var cpuSeconds = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        return (cpuSeconds, Math.Max(0, GC.GetTotalMemory(true) - memory) / 1e6, next);
    }

    private static async Task AttackAsync(BenchPeer attacker, List<byte[]> frames)
    {
        await Task.Yield();
        foreach (var frame in frames)
        {
            await attacker.Link.ReceiveAsync(frame, CancellationToken.None);
        }
    }

    /// <summary>Updates of a character each, without the first, which all need.</summary>
    private static List<byte[]> Waiting()
    {
        var author = new Document(new DocumentOptions { ClientId = new ClientId(2) });
        var text = author.GetText("text");
        var typed = Enumerable.Range(0, WaitingUpdates + 1).Select(i => author.TransactAndEncode(_ => text.Insert(i, "x"))!).ToList();
        return [.. typed[1..].Select(update => YWebsocketFrame.Update(update))];
    }

    private static byte[] Nested(int levels)
    {
        var writer = new Lib0Writer();
        writer.WriteVarUint(1);
        writer.WriteVarUint(2);
        writer.WriteVarUint(1);
        writer.WriteVarBytes(Encoding.ASCII.GetBytes(new string('[', levels) + new string(']', levels)));
        return YWebsocketFrame.Awareness(writer.WrittenSpan);
    }
}
