namespace Collab.Server.Files;

/// <summary>The kinds of images that are taken in. SVG is none of them: it can hold scripts.</summary>
internal enum ImageFormat
{
    Png,
    Jpeg,
    Gif,
    Webp,
}
