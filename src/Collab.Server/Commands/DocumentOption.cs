using System.CommandLine;
using Collab.Core;

namespace Collab.Server.Commands;

/// <summary><c>--document NAME ...</c>: what a command is limited to.</summary>
internal static class DocumentOption
{
    public static Option<string[]> Create(string description)
    {
        var option = new Option<string[]>("--document")
        {
            Description = description,
            HelpName = "name",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !DocumentName.TryCreate(token.Value, out _)))
            {
                result.AddError($"\"{token.Value}\" cannot be a document's name");
            }
        });
        return option;
    }

    /// <returns>The names; empty for all documents.</returns>
    public static HashSet<DocumentName> GetDocuments(this ParseResult parsed, Option<string[]> option) =>
        [.. (parsed.GetValue(option) ?? []).Select(name => new DocumentName(name))];
}
