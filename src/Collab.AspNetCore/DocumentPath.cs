using Collab.Core;

namespace Collab.AspNetCore;

/// <summary>Reads document names out of request paths.</summary>
public static class DocumentPath
{
    /// <summary>Decodes what routing leaves encoded: a route value comes with <c>%2F</c> in it, everything else is decoded.</summary>
    public static bool TryReadName(string? routeValue, out DocumentName name) =>
        DocumentName.TryCreate(routeValue?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), out name);
}
