namespace Collab.Client.Tests.Docs;

/// <summary>The C# of the documents is code that compiles: each block is found, line by line, in the sample or in a file beside this one.</summary>
public sealed class EmbeddingDocTests
{
    public static TheoryData<string> Documents =>
        ["docs/embedding.md", "src/Collab.AspNetCore/README.md", "src/Collab.Client/README.md", "src/Collab.Postgres/README.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_block_of_code_is_compiled_somewhere(string document)
    {
        string[] folders = ["samples/EmbedInYourApp", "tests/Collab.Client.Tests/Docs"];
        var sources = folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryFolders.Root, folder), "*.cs"))
            .Select(file => Normalize(File.ReadLines(file)))
            .ToList();

        var blocks = ReadBlocks(Path.Combine(RepositoryFolders.Root, document)).ToList();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.True(
            sources.Exists(source => source.Contains(block, StringComparison.Ordinal)), $"in no source:\n{block}"));
    }

    private static IEnumerable<string> ReadBlocks(string document)
    {
        List<string>? block = null;
        foreach (var line in File.ReadLines(document).Select(line => line.Trim()))
        {
            if (line == "```csharp")
            {
                block = [];
            }
            else if (line == "```" && block is not null)
            {
                yield return Normalize(block);
                block = null;
            }
            else
            {
                block?.Add(line);
            }
        }
    }

    /// <summary>Indentation, empty lines, directives and what is left out by a comment do not count.</summary>
    private static string Normalize(IEnumerable<string> lines) => string.Join('\n', lines
        .Select(line => line.Split("//")[0].Trim())
        .Where(line => line.Length > 0 && !(line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('='))));
}
