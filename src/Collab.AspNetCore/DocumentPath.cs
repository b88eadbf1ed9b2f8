using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Collab.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Collab.AspNetCore;

/// <summary>Reads document names out of request paths, decoding them exactly once.</summary>
public static class DocumentPath
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads the name from a route parameter at the end of the path, like <c>{**document}</c>.</summary>
    /// <remarks>
    /// The server decodes a path but leaves as it is what it cannot or will not decode: <c>%2F</c>, and bytes that are no
    /// UTF-8. So a route value with a percent sign may stand for several names; what was sent stands for one, or none.
    /// </remarks>
    public static bool TryReadName(HttpContext context, string parameter, out DocumentName name)
    {
        name = default;
        if (context.GetRouteValue(parameter) is not string routed)
        {
            return false;
        }

        if (!routed.Contains('%', StringComparison.Ordinal))
        {
            return DocumentName.TryCreate(routed, out name);
        }

        var sent = context.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0].Split('/') ?? [];
        var segments = routed.Split('/').Length;
        if (sent.Length <= segments || Decode(string.Join('/', sent[^segments..])) is not { } exact)
        {
            return false;
        }

        // A path that the server normalised otherwise (dot segments) does not line up with what was sent.
        return DecodeSlashes(exact) == DecodeSlashes(routed) && DocumentName.TryCreate(exact, out name);
    }

    /// <returns>Null if an escape is cut short, or the bytes are not UTF-8.</returns>
    private static string? Decode(string escaped)
    {
        var bytes = new List<byte>(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '%')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(escaped, i, 1));
            }
            else if (i + 2 < escaped.Length
                && byte.TryParse(escaped.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, null, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        try
        {
            return StrictUtf8.GetString(CollectionsMarshal.AsSpan(bytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string DecodeSlashes(string path) => path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
