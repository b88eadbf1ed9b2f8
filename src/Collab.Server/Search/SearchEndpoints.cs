using Collab.Core.Sessions;
using Collab.Server.Access;
using Collab.Server.Catalog;
using Collab.Server.Configuration;

namespace Collab.Server.Search;

internal static class SearchEndpoints
{
    public static void AddSearch(this IServiceCollection services)
    {
        services.AddSettings<SearchOptions>(SearchOptions.SectionName);
        services.AddSingleton<ChangedDocuments>();
        services.AddSingleton<IDocumentListener>(provider => provider.GetRequiredService<ChangedDocuments>());
        services.AddSingleton<SearchIndex>();
        services.AddSingleton<IDocumentRemains>(provider => provider.GetRequiredService<SearchIndex>());
        services.AddHostedService<SearchFeeder>();
    }

    /// <summary>Maps /api/search, for owners.</summary>
    public static void MapSearch(this IEndpointRouteBuilder routes) => routes.MapGet("/api/search", SearchAsync).RequireOwner();

    private static async Task<SearchResponse> SearchAsync(
        string? q, ICatalog catalog, SearchIndex index, CancellationToken cancellationToken)
    {
        var query = SearchQuery.Parse(q);
        var hits = index.Search(query, await catalog.ListAsync(cancellationToken), cancellationToken);
        return new SearchResponse([.. hits.Select(hit => new SearchResult(hit.Name.Value, hit.Snippet.Text, hit.Snippet.Ranges))]);
    }
}
