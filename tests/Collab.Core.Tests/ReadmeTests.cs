using System.Text.RegularExpressions;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests;

/// <summary>The example in the package's README, which is what many try first.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void The_example_prints_what_it_says()
    {
        var printed = new StringWriter();
        Run(printed.WriteLine);

        Assert.Equal(["Hello", """{"theme":"dark"}"""], printed.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void The_example_in_the_readme_is_the_one_that_is_tested()
    {
        var readme = File.ReadAllText(Repository.File("src", "Collab.Core", "README.md"));
        var source = File.ReadAllText(Repository.File("tests", "Collab.Core.Tests", "ReadmeTests.cs"));
        var shown = Statements(CodeBlock().Match(readme).Groups[1].Value.Replace("Console.WriteLine(", "writeLine(", StringComparison.Ordinal));
        var tested = Statements(ExampleBody().Match(source).Groups[1].Value);

        Assert.Equal(tested, shown.Where(line => !line.StartsWith("using", StringComparison.Ordinal)));
    }

    private static void Run(Action<object?> writeLine)
    {
        // The example begins.
        var here = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        var there = new Document(new DocumentOptions { ClientId = new ClientId(2) });
        here.GetText("notes").Insert(0, "Hello");
        there.GetMap("settings").Set("theme", "dark");
        there.ApplyUpdate(here.EncodeStateAsUpdate(there.GetStateVector()));
        here.ApplyUpdate(there.EncodeStateAsUpdate(here.GetStateVector()));
        writeLine(there.GetText("notes"));
        writeLine(here.GetMap("settings").ToJson().ToJson());

        // The example ends.
    }

    // Its statements: lines without the indentation, and without what a line says it prints.
    private static string[] Statements(string code) =>
        [.. code.Split('\n').Select(line => line.Split("//")[0].Trim()).Where(line => line.Length > 0)];

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("// The example begins\\.\n(.*?)// The example ends\\.", RegexOptions.Singleline)]
    private static partial Regex ExampleBody();
}
