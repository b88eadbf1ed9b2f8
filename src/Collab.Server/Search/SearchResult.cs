namespace Collab.Server.Search;

/// <summary>A document that was found, as the API shows it.</summary>
/// <param name="Snippet">A piece of its text, plain; empty for one without text.</param>
/// <param name="Ranges">What was found in the snippet: start and length of each, in UTF-16 units, ascending.</param>
internal sealed record SearchResult(string Name, string Snippet, IReadOnlyList<int[]> Ranges);
