namespace Collab.Server.Files;

/// <summary>Tells browsers that an image is nothing but an image, whatever is in it.</summary>
internal static class ImageHeaders
{
    private const string Kept = "private, max-age=31536000, immutable";
    private const string AskedForAnew = "no-cache";

    /// <param name="isImmutable">Whether the address never shows anything else.</param>
    public static void Write(IHeaderDictionary headers, bool isImmutable)
    {
        headers.CacheControl = isImmutable ? Kept : AskedForAnew;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
