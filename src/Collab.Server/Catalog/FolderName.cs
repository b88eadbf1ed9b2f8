using System.Diagnostics.CodeAnalysis;

namespace Collab.Server.Catalog;

/// <summary>Names of folders. A folder is what entries say: it is there as long as one names it, and there is one level.</summary>
internal static class FolderName
{
    /// <summary>In UTF-16 units.</summary>
    public const int MaxLength = 100;

    /// <param name="folder">The name without blanks around it; empty for no folder.</param>
    /// <returns>False if it is too long, or has control characters or half a character in it.</returns>
    public static bool TryRead(string text, [NotNullWhen(true)] out string? folder)
    {
        folder = text.Trim();
        return PlainLine.Of(folder, MaxLength) == folder;
    }
}
