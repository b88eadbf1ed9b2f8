using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>F3: random histories on a disk that loses power, fails and fills up at random moments.</summary>
/// <remarks>Unsynced writes survive in any parts, torn at any byte; names with and without those made before them. 4,000 seeds;
/// 100,000 with COLLAB_LONG=1.</remarks>
public sealed class FileStoreCrashTests
{
    private const int Parts = 16;

    private static readonly int SeedsEach =
        Environment.GetEnvironmentVariable("COLLAB_LONG") == "1" ? 100_000 / Parts : 250;

    private static readonly DocumentName[] Names =
        [.. Enumerable.Range(0, 6).Select(i => new DocumentName($"document {i}"))];

    public static TheoryData<int> Starts => [.. Enumerable.Range(0, Parts).Select(i => i * SeedsEach)];

    [Theory, MemberData(nameof(Starts))]
    public void F3_what_was_acknowledged_is_there_after_any_crash(int start)
    {
        for (var seed = start; seed < start + SeedsEach; seed++)
        {
            try
            {
                Run(seed);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"seed {seed} failed", failure);
            }
        }
    }

    private static void Run(int seed)
    {
        var random = new Random(seed);
        var options = new FileStoreOptions
        {
            SegmentBytes = random.Next(200, 2000),
            GroupBytes = random.Next(10, 200),
            KeepReplacedFor = TimeSpan.FromHours(24 * random.Next(2)),
            KeepReplacedBytes = random.Next(100),
        };
        var history = new FileStoreHistory(new SimulatedDisk(seed), options);
        for (var round = 0; round < 4; round++)
        {
            if (random.Next(3) > 0)
            {
                var fault = (SimulatedFault)random.Next(4);
                history.Disk.FailAfter(random.Next(random.Next(4) == 0 ? 20 : 150), fault);
            }

            if (history.TryOpen())
            {
                Work(history, random);
            }

            if (random.Next(2) == 0 && !history.Disk.HasLostPower)
            {
                history.Disk.KillProcess();
            }
            else
            {
                history.Disk.LosePower();
            }

            Assert.True(history.TryOpen());
            history.Verify();
            if (random.Next(2) == 0)
            {
                history.Close();
            }
            else
            {
                history.Disk.KillProcess();
            }
        }
    }

    private static void Work(FileStoreHistory history, Random random)
    {
        var writers = Enumerable.Range(0, 3).Select(_ => Writer(random)).ToArray();
        List<AppendBatch> failed = [];
        for (var step = random.Next(5, 25); step > 0 && !history.Disk.IsDown; step--)
        {
            var document = Names[random.Next(Names.Length)];
            switch (random.Next(10))
            {
                case 0 when failed.Count == 0:
                    history.TryDelete(document);
                    break;
                case 1 or 2 when failed.Count == 0:
                    history.TryCompact(document, random.Next(3));
                    break;
                case 3:
                    history.Disk.Heal();
                    break;
                default:
                    failed = failed.Count > 0
                        ? history.Repeat(failed)
                        : history.Append(
                            [.. writers.Take(random.Next(1, 4)).Select(writer => Batch(history, random, writer))]);
                    break;
            }
        }
    }

    private static AppendBatch Batch(FileStoreHistory history, Random random, Guid writer) => history.CreateBatch(
        writer,
        [.. Names.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(name => (name, random.Next(1, 4)))]);

    private static Guid Writer(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
