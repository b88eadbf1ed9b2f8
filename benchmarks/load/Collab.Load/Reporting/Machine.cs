using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Collab.Load.Servers;

namespace Collab.Load.Reporting;

/// <summary>What the figures were taken on, and of which versions.</summary>
internal static class Machine
{
    public static string Describe(LoadOptions options)
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30);
        var versions = string.Join(", ", options.Servers.Where(kind => kind is ServerKind.YWebsocket or ServerKind.Hocuspocus)
            .Select(kind => kind is ServerKind.YWebsocket ? Version("@y/websocket-server") : Version("@hocuspocus/server")).Append(Version("node")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({processor?.Split(':')[1].Trim()}), {memory} GiB, Linux {Environment.OSVersion.Version}, "
            + $"{RuntimeInformation.FrameworkDescription}; {versions}; medians of {options.Repeat}, "
            + $"{options.Measured.TotalSeconds} s each.");
    }

    private static string Version(string package)
    {
        var file = Path.Combine(RepositoryFolders.Root, "benchmarks", "load", "peers", "node_modules", package, "package.json");
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return $"{package} {json.RootElement.GetProperty("version").GetString()}";
    }
}
