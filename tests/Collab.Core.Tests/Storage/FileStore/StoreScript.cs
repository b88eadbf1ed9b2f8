using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>Runs the fixed script of tests/Support/StoreScript on a store of its own, as a process, perhaps under strace.</summary>
internal sealed partial class StoreScript : IDisposable
{
    // Only against waiting for ever.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly TemporaryDirectory _directory = new();

    /// <summary>The store; the same place for each run, so that calls can be picked by path.</summary>
    public string Store => Path.Combine(_directory.Path, "store");

    /// <summary>Every path of the store that a clean run touches.</summary>
    public IReadOnlyList<string> Paths { get; private set; } = [];

    private string Trace => Path.Combine(_directory.Path, "trace");

    private static string Assembly => Path.Combine(
        Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/', '\\'))!, "..", "Collab.StoreScript",
        Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')), "Collab.StoreScript.dll");

    /// <summary>Skips the test where processes cannot be traced.</summary>
    public static void SkipWithoutStrace()
    {
        try
        {
            using var probe = Process.Start(new ProcessStartInfo("strace", ["-f", "-o", "/dev/null", "true"])
            {
                RedirectStandardError = true,
            })!;
            var error = probe.StandardError.ReadToEnd();
            probe.WaitForExit();
            Assert.SkipUnless(probe.ExitCode == 0, $"strace may not trace here: {error}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("strace is not installed");
        }
    }

    /// <summary>Starts a mode of the script that goes on until its input ends, or it is killed.</summary>
    public static Process Start(string mode, string directory) => Process.Start(
        new ProcessStartInfo(Dotnet, [Assembly, mode, directory])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    /// <summary>Runs the script on an empty store without interfering, and learns which paths it touches.</summary>
    /// <param name="calls">The system calls to be recorded.</param>
    /// <returns>The trace: a call a line, of the one thread that matters and others.</returns>
    public async Task<IReadOnlyList<string>> TraceAsync(string calls)
    {
        var lines = await RunAsync(["-y", "-s", "80", "-e", $"trace={calls}"]);
        Assert.Equal("done append board 9", lines.Last(line => line.StartsWith("done", StringComparison.Ordinal)));
        var trace = await File.ReadAllLinesAsync(Trace);
        Paths = [.. trace.SelectMany(line => Quoted().Matches(line)).Select(match => match.Groups[1].Value)
            .Where(path => path.StartsWith(Store, StringComparison.Ordinal)).Distinct()];
        return trace;
    }

    /// <summary>Runs the script on an empty store, with something done to the n-th of some calls on the store's paths.</summary>
    /// <returns>What the script said, and whether anything was done to it.</returns>
    public async Task<(IReadOnlyList<string> Lines, bool Injected)> InjectAsync(string calls, string what, int n)
    {
        var when = n.ToString(CultureInfo.InvariantCulture);
        var lines = await RunAsync(
            [.. Paths.SelectMany(path => new[] { "-P", path }), "-e", $"trace={calls}", "-e", $"inject={calls}:{what}:when={when}"]);
        var trace = await File.ReadAllTextAsync(Trace);
        return (lines, trace.Contains("INJECTED", StringComparison.Ordinal) || trace.Contains("SIGKILL", StringComparison.Ordinal));
    }

    /// <summary>How many calls the last run made, of each kind that was traced.</summary>
    public IReadOnlyDictionary<string, int> CountTraced() => File.ReadLines(Trace)
        .Select(line => Call().Match(line)).Where(match => match.Success)
        .CountBy(match => match.Groups[1].Value).ToDictionary();

    /// <summary>Opens the store and checks that all that was acknowledged is there, and nothing that was never tried.</summary>
    /// <returns>What is wrong; null if nothing.</returns>
    public string? Check(IReadOnlyList<string> lines)
    {
        var pump = new Pump();
        var store = FileDocumentStore.Open(
            new DiskFiles(Store), new FileStoreOptions { Directory = Store }, TimeProvider.System, pump, pump,
            NullLogger.Instance);
        try
        {
            foreach (var document in new[] { "board", "page" })
            {
                var (least, most, mayBeGone) = Expect(lines, document);
                var stored = pump.Run(() => store.LoadAsync(new DocumentName(document), CancellationToken.None));
                var text = stored is null ? "" : Text(stored);
                var count = (int)(stored?.Sequence ?? 0);
                if ((count < least && !(mayBeGone && count == 0)) || count > most
                    || text != string.Concat(Enumerable.Range(1, count).Select(i => $"{i};")))
                {
                    return $"{document} should have {least} to {most} updates and has {count}, '{text}'";
                }

                var previous = pump.Run(() => store.LoadPreviousAsync(new DocumentName(document), CancellationToken.None));
                if (previous is not null && Text(previous) != text)
                {
                    return $"what is kept of {document} is '{Text(previous)}', not '{text}'";
                }
            }

            return null;
        }
        finally
        {
            pump.Run(async () => await store.DisposeAsync());
        }
    }

    public void Dispose() => _directory.Dispose();

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string Text(StoredDocument stored) => Encoding.UTF8.GetString((stored.Checkpoint?.State ?? default).Span)
        + string.Concat(stored.Updates.Select(update => Encoding.UTF8.GetString(update.Span)));

    private static (long Least, long Most, bool MayBeGone) Expect(IReadOnlyList<string> lines, string document)
    {
        var (least, most, mayBeGone) = (0L, 0L, false);
        foreach (var words in lines.Select(line => line.Split(' ')).Where(words => words is [_, _, var name, _] && name == document))
        {
            var sequence = long.Parse(words[3], CultureInfo.InvariantCulture);
            (least, most, mayBeGone) = (words[0], words[1]) switch
            {
                ("try", "append") => (least, Math.Max(most, sequence), false),
                ("done", "append") => (sequence, most, false),
                ("try", "delete") => (least, most, true),
                ("done", "delete") => (0, 0, false),
                ("failed", "delete") => (least, most, false),
                _ => (least, most, mayBeGone),
            };
        }

        return (least, most, mayBeGone);
    }

    private async Task<IReadOnlyList<string>> RunAsync(IEnumerable<string> options)
    {
        if (Directory.Exists(Store))
        {
            Directory.Delete(Store, recursive: true);
        }

        using var process = Process.Start(new ProcessStartInfo(
            "strace", ["-f", "-qq", "-o", Trace, .. options, Dotnet, Assembly, "run", Store])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var deadline = new CancellationTokenSource(Deadline);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        Assert.DoesNotContain("strace:", await error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", await error, StringComparison.Ordinal);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\d+ +(\w+)\(")]
    private static partial Regex Call();
}
