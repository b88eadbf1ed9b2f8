namespace Collab.Server.Commands;

/// <summary>Tells settings of the server apart from a command's own words, as both stand on one command line.</summary>
/// <remarks>A setting's name has sections, so it has a colon; no option of a command has one.</remarks>
internal static class SettingArguments
{
    private const string Prefix = "--";

    /// <summary>Splits a command line.</summary>
    /// <returns>The settings in a form that configuration reads, each with its value: <c>--Collab:Storage=File</c>.</returns>
    public static (string[] Words, string[] Settings) Split(IReadOnlyList<string> args)
    {
        List<string> words = [];
        List<string> settings = [];
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i].Split('=', 2)[0];
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !name.Contains(':', StringComparison.Ordinal))
            {
                words.Add(args[i]);
            }
            else if (name.Length < args[i].Length || i + 1 == args.Count)
            {
                settings.Add(args[i]);
            }
            else
            {
                settings.Add($"{name}={args[++i]}");
            }
        }

        return ([.. words], [.. settings]);
    }
}
