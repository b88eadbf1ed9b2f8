using System.Diagnostics;
using System.Globalization;

namespace Collab.Durability.Tests;

/// <summary>strace on a running process: writes down its system calls, or makes some of them fail.</summary>
internal sealed class Strace : IAsyncDisposable
{
    private readonly Process _process;

    private Strace(Process process) => _process = process;

    /// <summary>Attaches to a process and all its threads; skips the test where that is not possible.</summary>
    public static async Task<Strace> AttachAsync(int processId, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "strace is there on Linux only");
        var start = new ProcessStartInfo(
            "strace", ["-f", "-p", processId.ToString(CultureInfo.InvariantCulture), .. arguments])
        {
            RedirectStandardError = true,
        };
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed.
        }

        Assert.SkipWhen(process is null, "no strace: install it (apt-get install strace)");
        var attached = new Strace(process);
        var line = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        if (line?.Contains("attached", StringComparison.Ordinal) is not true)
        {
            await attached.DisposeAsync();
            Assert.Skip($"strace may not attach here: {line}");
        }

        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        return attached;
    }

    /// <summary>Detaches; the process goes on as if nothing had been.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var interrupt = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await interrupt.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
