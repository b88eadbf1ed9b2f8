namespace Collab.Server.Search;

/// <param name="Results">At most 50, the best first.</param>
internal sealed record SearchResponse(IReadOnlyList<SearchResult> Results);
