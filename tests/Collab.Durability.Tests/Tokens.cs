using Collab.Core.Documents;

namespace Collab.Durability.Tests;

/// <summary>The list that clients append their tokens to: unique strings, so that each can be told lost, kept or doubled.</summary>
internal static class Tokens
{
    private const string Root = "tokens";

    public static void Append(Document document, string token) => document.GetArray(Root).Push(token);

    public static List<string> Read(Document document) => [.. document.GetArray(Root).Select(token => token.AsString())];
}
