using System.Diagnostics;
using System.Globalization;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Benchmarks.Sessions;

/// <summary>What it costs to come to a document, and to keep many.</summary>
internal static class OpeningWorks
{
    private const int LargeBytes = 182_000;
    private const int SmallBytes = 2_000;
    private const int Joins = 3_000;
    private const int JoinsPerEdit = 20;
    private const int Together = 50;
    private const int LargeDocuments = 60;
    private const int SmallDocuments = 1_000;
    private const int IdleDocuments = 2_000;

    public static IReadOnlyList<(string Name, Func<Task<string>> Run)> All { get; } =
    [
        ("joins", MeasureJoinsAsync),
        ("cold-large", () => MeasureOpeningAsync(LargeDocuments, LargeBytes)),
        ("cold-small", () => MeasureOpeningAsync(SmallDocuments, SmallBytes)),
        ("idle", MeasureIdleAsync),
    ];

    /// <summary>Clients without anything come, while somebody types.</summary>
    private static async Task<string> MeasureJoinsAsync()
    {
        await using var host = new SessionHost();
        var name = new DocumentName("joined");
        var writer = await BenchPeer.NewAsync(host.Sessions, name);
        await writer.Link.ReceiveAsync(YWebsocketFrame.Update(NewState(LargeBytes)), CancellationToken.None);
        await writer.WaitUntilSavedAsync(1);
        var edits = RecordedEdits.Typing(9, Joins / JoinsPerEdit);
        return await MeasureAsync(Joins, async i =>
        {
            if (i % JoinsPerEdit == 0)
            {
                await writer.Link.ReceiveAsync(edits[i / JoinsPerEdit], CancellationToken.None);
            }

            var joiner = await BenchPeer.NewAsync(host.Sessions, name);
            joiner.Link.Leave();
        });
    }

    private static async Task<string> MeasureOpeningAsync(int documents, int bytes)
    {
        await using var host = new SessionHost();
        await StoreAsync(host, documents, bytes);
        await host.RestartAsync();
        return await MeasureAsync(documents, i => BenchPeer.NewAsync(host.Sessions, NameOf(i)));
    }

    private static async Task<string> MeasureIdleAsync()
    {
        await using var host = new SessionHost();
        await StoreAsync(host, IdleDocuments, SmallBytes);
        await host.RestartAsync();
        var before = (Heap: GC.GetTotalMemory(forceFullCollection: true), Resident: ResidentBytes());
        for (var i = 0; i < IdleDocuments; i++)
        {
            (await BenchPeer.NewAsync(host.Sessions, NameOf(i))).Link.Leave();
        }

        var heap = GC.GetTotalMemory(forceFullCollection: true) - before.Heap;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{host.Sessions.Count} documents: heap +{heap / 1e6:F1} MB, resident +{(ResidentBytes() - before.Resident) / 1e6:F1} MB");
    }

    private static async Task StoreAsync(SessionHost host, int documents, int bytes)
    {
        var state = NewState(bytes);
        for (var i = 0; i < documents; i++)
        {
            await host.StoreCheckpointAsync(NameOf(i), state);
        }
    }

    private static async Task<string> MeasureAsync(int count, Func<int, Task> open)
    {
        GC.Collect();
        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(
            0, count, new ParallelOptions { MaxDegreeOfParallelism = Together }, async (i, _) => await open(i));
        var wall = Stopwatch.GetElapsedTime(start);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{count / wall.TotalSeconds,9:F0} per s, {cpu.TotalMicroseconds / count,8:F0} us CPU, {(double)allocated / count,9:F0} bytes");
    }

    private static DocumentName NameOf(int document) => new($"document-{document}");

    private static byte[] NewState(int bytes)
    {
        var document = new Document();
        var typed = RecordedEdits.Updates(7, bytes);
        for (var i = 0; i < typed.Length; i++)
        {
            document.ApplyUpdate(typed[i]);
            if (i % 100 == 0 && document.EncodeStateAsUpdate().Length >= bytes)
            {
                break;
            }
        }

        return document.EncodeStateAsUpdate();
    }

    private static long ResidentBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
