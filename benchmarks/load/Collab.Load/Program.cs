using Collab.Load;
using Collab.Load.Reporting;
using Collab.Load.Scenarios;

if (LoadOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}

if (options.Lists)
{
    foreach (var scenario in ScenarioList.All)
    {
        Console.WriteLine($"{scenario.Name}: {scenario.Title}");
    }

    return 0;
}

if (options.Only?.FirstOrDefault(name => !ScenarioList.All.Any(scenario => scenario.Name == name)) is { } unknown)
{
    Console.Error.WriteLine($"no scenario is called {unknown}; --list names them");
    return 2;
}

var results = new Comparison(options).Run(ScenarioList.All.Where(scenario => options.Only?.Contains(scenario.Name) is not false));
Console.WriteLine(ResultTable.Render(results, options));
return results.Any(result => result.HasFailed) ? 1 : 0;
