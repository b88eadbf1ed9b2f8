using Collab.Core.Sessions;

namespace Collab.AspNetCore.Access;

/// <summary>What rights are called in tokens.</summary>
internal static class RightNames
{
    public static string NameOf(AccessRight right) => right switch
    {
        AccessRight.Read => "read",
        AccessRight.Comment => "comment",
        AccessRight.Write => "write",
        _ => throw new ArgumentOutOfRangeException(nameof(right), right, "not a right to anything"),
    };

    /// <returns><see cref="AccessRight.None"/> for what is no name of a right.</returns>
    public static AccessRight Read(string? name) => name switch
    {
        "read" => AccessRight.Read,
        "comment" => AccessRight.Comment,
        "write" => AccessRight.Write,
        _ => AccessRight.None,
    };
}
