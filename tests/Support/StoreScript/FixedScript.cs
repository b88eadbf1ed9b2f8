using System.Globalization;
using System.Text;
using Collab.Core;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Collab.Core.Tests.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Tests.StoreScript;

/// <summary>A fixed script of appends, checkpoints, a deletion and new segments, all system calls of which come from one
/// thread, so that the N-th one is the same each time.</summary>
/// <remarks>
/// Before a step a line says what is tried, after it a line says that it is durable; both are written unbuffered: "try KIND
/// DOCUMENT SEQUENCE", "done KIND DOCUMENT SEQUENCE", "failed KIND DOCUMENT SEQUENCE". Update n of a document is the text
/// "n;", and a checkpoint's state is the texts of all that it stands for.
/// </remarks>
internal static class FixedScript
{
    private static readonly Guid Writer = new("00000000-0000-0000-0000-000000000001");

    public static int Run(string directory)
    {
        var result = 0;
        var thread = new Thread(() => result = RunOnThread(directory));
        thread.Start();
        thread.Join();
        return result;
    }

    private static int RunOnThread(string directory)
    {
        using var output = Console.OpenStandardOutput();
        var pump = new Pump();
        FileDocumentStore store;
        try
        {
            store = FileDocumentStore.Open(
                new DiskFiles(directory),
                new FileStoreOptions { Directory = directory, SegmentBytes = 500, RetryDelay = TimeSpan.Zero },
                TimeProvider.System, pump, pump, NullLogger.Instance);
        }
        catch (StoreUnavailableException)
        {
            return 3;
        }

        var script = new Steps(pump, store, output);
        script.Run();
        pump.Run(async () => await store.DisposeAsync());
        return 0;
    }

    private sealed class Steps(Pump pump, FileDocumentStore store, Stream output)
    {
        private readonly Dictionary<string, long> _sequences = [];
        private long _commits;

        public void Run()
        {
            Append("board", 2);
            Append("page", 1);
            Compact("board", 1);
            Append("board", 3);
            Append("page", 2);
            Compact("page", 3);
            Compact("board", 5);
            Append("board", 1);
            Delete("page");
            Append("page", 2);
            Compact("board", 6);
            Append("board", 2);
            Compact("page", 1);
            Append("board", 1);
        }

        private void Append(string document, int count)
        {
            var first = _sequences.GetValueOrDefault(document) + 1;
            var last = first + count - 1;
            var batch = new AppendBatch(new CommitId(Writer, ++_commits), [new DocumentUpdates(
                new DocumentName(document),
                [.. Enumerable.Range(0, count).Select(i => (ReadOnlyMemory<byte>)Text(first + i))])]);
            _sequences[document] = last;

            // A caller repeats what failed; here twice, so that an error that stays does not stop the script.
            for (var attempt = 0; attempt < 3; attempt++)
            {
                if (Step("append", document, last, () => store.AppendAsync(batch, CancellationToken.None)))
                {
                    return;
                }
            }
        }

        private void Compact(string document, long sequence)
        {
            byte[] state = [.. Enumerable.Range(1, (int)sequence).SelectMany(i => Text(i))];
            Step("compact", document, sequence, () => store.CompactAsync(
                new DocumentName(document), new Checkpoint(sequence, state), CancellationToken.None));
        }

        private void Delete(string document)
        {
            if (Step("delete", document, 0, () => store.DeleteAsync(new DocumentName(document), CancellationToken.None)))
            {
                _sequences.Remove(document);
            }
        }

        private bool Step(string kind, string document, long sequence, Func<Task> action)
        {
            Say("try", kind, document, sequence);
            try
            {
                pump.Run(action);
                Say("done", kind, document, sequence);
                return true;
            }
            catch (StoreUnavailableException)
            {
                Say("failed", kind, document, sequence);
                return false;
            }
        }

        private void Say(string what, string kind, string document, long sequence) => output.Write(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{what} {kind} {document} {sequence}\n")));

        private static byte[] Text(long number) =>
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number};"));
    }
}
