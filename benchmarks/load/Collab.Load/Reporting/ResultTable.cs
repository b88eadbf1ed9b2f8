using System.Globalization;
using System.Text;
using Collab.Load.Servers;

namespace Collab.Load.Reporting;

/// <summary>Writes all results as one Markdown table, with ratios to what each goal compares with.</summary>
internal static class ResultTable
{
    public static string Render(IReadOnlyList<ScenarioResult> results, LoadOptions options)
    {
        var text = new StringBuilder();
        text.AppendLine(Machine.Describe(options)).AppendLine();
        text.Append("| scenario | figure |");
        foreach (var kind in options.Servers)
        {
            text.Append(CultureInfo.InvariantCulture, $" {kind.Name()} |");
        }

        text.AppendLine(" ratio | goal | met |");
        text.Append("| --- | --- |").Insert(text.Length, " ---: |", options.Servers.Count).AppendLine(" ---: | --- | --- |");
        foreach (var result in results)
        {
            RenderLines(text, result, options.Servers);
        }

        foreach (var result in results)
        {
            foreach (var (kind, why) in result.Failures)
            {
                text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{result.Scenario.Name}, {kind.Name()}: a round failed: {why}");
            }
        }

        return text.ToString();
    }

    public static string Show(Figure figure, double value) =>
        value.ToString($"N{figure.Digits}", CultureInfo.InvariantCulture);

    private static void RenderLines(StringBuilder text, ScenarioResult result, IReadOnlyList<ServerKind> servers)
    {
        foreach (var figure in result.Scenario.Figures)
        {
            var medians = result.Medians(figure);
            text.Append(CultureInfo.InvariantCulture, $"| {result.Scenario.Title} | {figure.Label} |");
            foreach (var kind in servers)
            {
                var isFailed = result.Failures.Any(failure => failure.Kind == kind);
                var cell = medians.TryGetValue(kind, out var median) ? Show(figure, median) : isFailed ? "failed" : "-";
                text.Append(CultureInfo.InvariantCulture, $" {cell} |");
            }

            text.AppendLine(Verdict(figure, medians));
        }
    }

    private static string Verdict(Figure figure, IReadOnlyDictionary<ServerKind, double> medians)
    {
        if (figure.Goal is not { } goal || !medians.TryGetValue(ServerKind.Collab, out var ours))
        {
            return " | | |";
        }

        var ratio = goal.Peers.Length > 0 && goal.Reference(medians) is { } reference
            ? (ours / reference).ToString("N2", CultureInfo.InvariantCulture)
            : "";
        return $" {ratio} | {goal} | {goal.IsMet(ours, medians) switch { true => "yes", false => "**no**", null => "" }} |";
    }
}
