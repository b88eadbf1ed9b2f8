using System.Globalization;

namespace Collab.Load.Measuring;

/// <summary>What a process used so far, as Linux accounts for it.</summary>
internal static class ProcessUsage
{
    // USER_HZ, in which /proc counts; 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Seconds of processor time, its own and the kernel's for it, from /proc/PID/stat.</summary>
    public static double CpuSeconds(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        // The name of the program, in parentheses, may hold spaces; behind it come the third field and on.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Parse(fields[11]) + Parse(fields[12])) / TicksPerSecond;
    }

    /// <summary>Bytes of memory that it has, from /proc/PID/status.</summary>
    public static long ResidentBytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) * 1024;
    }

    private static long Parse(string number) => long.Parse(number.Trim(), CultureInfo.InvariantCulture);
}
