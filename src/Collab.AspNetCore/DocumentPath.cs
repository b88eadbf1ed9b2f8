using Collab.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Collab.AspNetCore;

/// <summary>Reads document names out of request paths, decoding them exactly once.</summary>
public static class DocumentPath
{
    /// <summary>Reads the name from a route parameter at the end of the path, like <c>{**document}</c>.</summary>
    /// <remarks>
    /// The server decodes a path but leaves <c>%2F</c> as it is, so that a route value cannot tell a name's encoded slash
    /// (<c>a%2Fb</c>) from an encoded percent sign before "2F" (<c>a%252Fb</c>); what was sent can.
    /// </remarks>
    public static bool TryReadName(HttpContext context, string parameter, out DocumentName name)
    {
        name = default;
        if (context.GetRouteValue(parameter) is not string routed)
        {
            return false;
        }

        var decoded = DecodeSlashes(routed);
        if (!routed.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            return DocumentName.TryCreate(decoded, out name);
        }

        var sent = context.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0].Split('/') ?? [];
        var segments = routed.Split('/').Length;
        if (sent.Length <= segments)
        {
            return false;
        }

        var exact = Uri.UnescapeDataString(string.Join('/', sent[^segments..]));
        // A path that the server normalised otherwise (dot segments) does not line up with what was sent.
        return DecodeSlashes(exact) == decoded && DocumentName.TryCreate(exact, out name);
    }

    private static string DecodeSlashes(string path) => path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
