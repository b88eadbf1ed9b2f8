using Collab.Durability;
using Collab.Durability.Goals;

const string Usage = "usage: Collab.Durability [--only postgres,files,slow,outage,drain,kill] [--repeat N] [--seconds N] [--long] [--slow-sync LIBRARY]";

var only = Value("--only")?.Split(',');
var isLong = args.Contains("--long");
if (args.Contains("--help") || !int.TryParse(Value("--repeat") ?? "3", out var repeats) || !int.TryParse(Value("--seconds") ?? "10", out var seconds))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

var surroundings = new Surroundings(
    LocalPostgres.Find(out var absence),
    absence,
    Value("--slow-sync"),
    TimeSpan.FromSeconds(seconds),
    TimeSpan.FromSeconds(isLong ? 60 : 6),
    repeats);
var acknowledgements = new AcknowledgementGoals(surroundings);
var endings = new EndingGoals(surroundings);
var results = new List<GoalResult>();
foreach (var (name, measure) in new (string, Func<Task<IReadOnlyList<GoalResult>>>)[]
{
    ("postgres", acknowledgements.OnPostgresAsync),
    ("files", acknowledgements.OnFilesAsync),
    ("slow", acknowledgements.OnSlowDiskAsync),
    ("outage", new OutageGoals(surroundings).RunAsync),
    ("drain", EndingGoals.DrainAsync),
    ("kill", endings.KillAsync),
})
{
    if (only is null || only.Contains(name))
    {
        foreach (var result in await measure())
        {
            Surroundings.Tell($"{result.Goal}: {result.Measured}");
            results.Add(result);
        }
    }
}

Console.WriteLine("| goal | measured | met |");
Console.WriteLine("| --- | --- | --- |");
foreach (var result in results)
{
    Console.WriteLine($"| {result.Goal} | {result.Measured} | {result.IsMet switch { true => "yes", false => "**no**", null => "" }} |");
}

return results.Exists(result => result.IsMet is false) ? 1 : 0;

string? Value(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
