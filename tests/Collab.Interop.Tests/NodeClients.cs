using System.ComponentModel;
using System.Diagnostics;
using Collab.Interop.Tests;
using Collab.Tests.Support;

[assembly: AssemblyFixture(typeof(NodeClients))]

namespace Collab.Interop.Tests;

/// <summary>The JavaScript clients in <c>clients/</c>: their packages are installed once a run, as the lock file says.</summary>
public sealed class NodeClients : IAsyncLifetime
{
    private static readonly Version OldestNode = new(20, 19);

    private string? _absence;

    /// <summary>The folder of the clients.</summary>
    public string Folder { get; } = Path.Combine(RepositoryFolders.Root, "tests", "Collab.Interop.Tests", "clients");

    public async ValueTask InitializeAsync()
    {
        _absence = await FindAbsenceAsync();
        if (_absence is null && !IsInstalled())
        {
            var (exitCode, output) = await RunAsync(
                OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
            if (exitCode != 0)
            {
                throw new InvalidOperationException($"npm ci in {Folder} ended with {exitCode}: {output}");
            }

            File.SetLastWriteTimeUtc(InstalledLock, File.GetLastWriteTimeUtc(Lock));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Skips the test where there is no Node to run the clients with.</summary>
    public void SkipIfAbsent() => Assert.SkipWhen(_absence is not null, _absence ?? "");

    private string Lock => Path.Combine(Folder, "package-lock.json");

    /// <summary>npm's own note of what it installed; this run's stamp gives it the lock file's time.</summary>
    private string InstalledLock => Path.Combine(Folder, "node_modules", ".package-lock.json");

    private bool IsInstalled() =>
        File.Exists(InstalledLock) && File.GetLastWriteTimeUtc(InstalledLock) == File.GetLastWriteTimeUtc(Lock);

    private async Task<string?> FindAbsenceAsync()
    {
        try
        {
            var (_, output) = await RunAsync("node", "--version");
            return Version.TryParse(output.Trim().TrimStart('v'), out var version) && version >= OldestNode
                ? null
                : $"Node {OldestNode} or later is needed, and here is {output.Trim()}";
        }
        catch (Win32Exception)
        {
            return $"no Node: install {OldestNode} or later";
        }
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }
}
