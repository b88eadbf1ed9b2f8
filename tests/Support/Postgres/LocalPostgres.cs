using System.Diagnostics;

namespace Collab.Tests.Support;

/// <summary>A PostgreSQL server of the test run's own: its data, socket and log in one temporary directory.</summary>
/// <remarks>
/// It listens on a Unix socket in that directory alone, which only its user can enter: no port to collide on, no password.
/// PostgreSQL refuses to run as root, so for root it runs as user <c>postgres</c>. However the test process ends,
/// a shell that waits for the end of its input then stops the server and removes the directory.
/// </remarks>
internal sealed class LocalPostgres : IAsyncDisposable
{
    /// <summary>Names a server instead: a connection string whose user may create databases.</summary>
    public const string Variable = "COLLAB_TEST_POSTGRES";

    private const string Account = "postgres";

    private readonly string _binaries;
    private readonly string _directory;
    private readonly Process _cleaner;

    private LocalPostgres(string binaries, string directory)
    {
        _binaries = binaries;
        _directory = directory;
        _cleaner = Start(asAccount: false, redirectInput: true, "/bin/sh", "-c", Cleaning());
    }

    public string ConnectionString => $"Host={_directory};Username={Account};Database={Account};Include Error Detail=true";

    private string Data => Path.Combine(_directory, "data");

    /// <summary>Finds the newest PostgreSQL of the machine.</summary>
    /// <param name="absence">Why there is none that can be used here, and what to do about it.</param>
    /// <returns>The directory of its binaries; null if there is none.</returns>
    public static string? Find(out string absence)
    {
        var instead = $"name a server in {Variable}";
        absence = $"no PostgreSQL: install it (apt-get install postgresql) or {instead}";
        if (OperatingSystem.IsWindows())
        {
            absence = $"the tests start no PostgreSQL on Windows: {instead}";
            return null;
        }

        if (Environment.IsPrivilegedProcess && !HasAccount())
        {
            absence = $"PostgreSQL does not run as root, and there is no user {Account}: make one or {instead}";
            return null;
        }

        const string Debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        return installed
            .OrderByDescending(directory => int.TryParse(Path.GetFileName(directory), out var version) ? version : 0)
            .Select(directory => Path.Combine(directory, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(directory =>
                File.Exists(Path.Combine(directory, "pg_ctl")) && File.Exists(Path.Combine(directory, "initdb")));
    }

    /// <summary>Makes the directory and an empty cluster in it; it is not started.</summary>
    public static async Task<LocalPostgres> CreateAsync(string binaries)
    {
        var directory = Directory.CreateTempSubdirectory("collab-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(asAccount: false, "/bin/chown", Account, directory);
        }

        var postgres = new LocalPostgres(binaries, directory);
        await RunAsync(
            asAccount: true,
            [
                postgres.Binary("initdb"), "-D", postgres.Data, "-U", Account, "-A", "trust",
                "-E", "UTF8", "--locale=C", "--no-sync",
            ]);
        await File.AppendAllTextAsync(Path.Combine(postgres.Data, "postgresql.conf"), $"""

            listen_addresses = ''
            unix_socket_directories = '{directory}'
            max_connections = 200
            fsync = on
            """);
        return postgres;
    }

    /// <param name="preload">A library that the server's processes load before all others; null for none.</param>
    public Task StartAsync(string? preload = null) => RunAsync(
        asAccount: true,
        [
            .. preload is null ? Array.Empty<string>() : ["env", $"LD_PRELOAD={preload}"],
            Binary("pg_ctl"), "start", "-w", "-t", "60", "-D", Data, "-l", Path.Combine(_directory, "log"),
        ]);

    public Task StopImmediateAsync() =>
        RunAsync(asAccount: true, Binary("pg_ctl"), "stop", "-w", "-m", "immediate", "-D", Data);

    /// <summary>Stops all its processes where they are (SIGSTOP): it answers nothing and breaks nothing off.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets them go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        _cleaner.StandardInput.Close();
        await _cleaner.WaitForExitAsync();
        _cleaner.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        // The first line is the parent's id; it is signalled first, so that it makes no new children meanwhile. One that goes on
        // again buries the children that have ended, so some may be gone.
        var parent = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        await RunAsync(asAccount: false, "/bin/sh", "-c",
            $"kill -{signal} {parent} && {{ kill -{signal} $(cat /proc/{parent}/task/{parent}/children) || true; }}");
    }

    private static bool HasAccount() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{Account}:", StringComparison.Ordinal));

    private string Cleaning()
    {
        var stop = string.Join(' ', AsAccount([Binary("pg_ctl"), "stop", "-w", "-m", "immediate", "-D", Data]));
        // Ctrl-C reaches the whole process group, the shell included.
        return $"trap '' INT TERM HUP; cat >/dev/null; cd /; {stop} >/dev/null 2>&1; rm -rf '{_directory}'";
    }

    private string Binary(string name) => Path.Combine(_binaries, name);

    private static string[] AsAccount(string[] command) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={Account}", $"--regid={Account}", "--clear-groups", .. command]
        : command;

    private static async Task RunAsync(bool asAccount, params string[] command)
    {
        using var process = Start(asAccount, redirectInput: false, command);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)}: {process.ExitCode}\n{output}{await error}");
        }
    }

    private static Process Start(bool asAccount, bool redirectInput, params string[] command)
    {
        var words = asAccount ? AsAccount(command) : command;
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = !redirectInput,
            RedirectStandardError = !redirectInput,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{words[0]} did not start");
    }
}
