using System.Globalization;
using Collab.Load.Servers;

namespace Collab.Load;

/// <summary>What the command line asks for.</summary>
internal sealed record LoadOptions
{
    public const string Usage = """
        usage: run [--only SCENARIO,...] [--servers y-websocket,hocuspocus,relay,collab,collab-hocuspocus] [--repeat N] [--seconds N]
                   [--smoke] [--list] [--env NAME=VALUE]...
        """;

    public string Recordings { get; private set; } = "";

    public IReadOnlyList<string>? Only { get; private set; }

    public IReadOnlyList<ServerKind> Servers { get; private set; } =
        [ServerKind.YWebsocket, ServerKind.Hocuspocus, ServerKind.Relay, ServerKind.Collab];

    public int Repeat { get; private set; } = 3;

    public TimeSpan Measured { get; private set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether everything is only tried out: a second each, a tenth of the clients.</summary>
    public bool IsSmoke { get; private set; }

    public bool Lists { get; private set; }

    /// <summary>Settings for our server, to try what they do.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <returns>Null if the arguments cannot be understood.</returns>
    public static LoadOptions? Parse(string[] arguments)
    {
        var options = new LoadOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--smoke":
                    (options.IsSmoke, options.Repeat, options.Measured) = (true, 1, TimeSpan.FromSeconds(1));
                    break;
                case "--list":
                    options.Lists = true;
                    break;
                case var name when i + 1 < arguments.Length && options.TrySet(name, arguments[++i]):
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    private bool TrySet(string name, string value)
    {
        switch (name)
        {
            case "--recordings":
                Recordings = value;
                return true;
            case "--only":
                Only = value.Split(',');
                return true;
            case "--servers":
                var kinds = value.Split(',').Select(ServerKinds.Find).ToList();
                Servers = [.. kinds.OfType<ServerKind>()];
                return Servers.Count == kinds.Count;
            case "--repeat":
                Repeat = int.TryParse(value, CultureInfo.InvariantCulture, out var times) ? times : 0;
                return Repeat > 0;
            case "--seconds":
                Measured = TimeSpan.FromSeconds(
                    double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0);
                return Measured > TimeSpan.Zero;
            case "--env" when value.Split('=', 2) is [var variable, var content]:
                Environment[variable] = content;
                return true;
            default:
                return false;
        }
    }
}
