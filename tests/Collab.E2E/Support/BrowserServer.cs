using Collab.Tests.Support;

namespace Collab.E2E.Support;

/// <summary>Starts servers for browser tests, which ask so little of each that to compile anything twice never pays.</summary>
internal static class BrowserServer
{
    // Half the processor time of a server that lives for seconds went into compiling what ran already, to make it faster later.
    private static readonly (string Name, string Value)[] CompileOnce = [("DOTNET_TieredPGO", "0"), ("DOTNET_TC_CallCounting", "0")];

    /// <param name="settings">As in the environment, such as <c>Collab__Storage</c>.</param>
    public static Task<ServerProcess> StartAsync(params IEnumerable<(string Name, string Value)> settings) =>
        ServerProcess.StartNewAsync(CompileOnce.Concat(settings));
}
