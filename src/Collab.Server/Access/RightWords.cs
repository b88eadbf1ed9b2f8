using Collab.Core.Sessions;

namespace Collab.Server.Access;

/// <summary>What rights are called in the API and in storage.</summary>
internal static class RightWords
{
    public static string Of(AccessRight right) => right switch
    {
        AccessRight.Read => "read",
        AccessRight.Comment => "comment",
        AccessRight.Write => "write",
        _ => throw new ArgumentOutOfRangeException(nameof(right), right, "not a right to anything"),
    };

    /// <returns>Null for what is no word for a right.</returns>
    public static AccessRight? Read(string? word) => word switch
    {
        "read" => AccessRight.Read,
        "comment" => AccessRight.Comment,
        "write" => AccessRight.Write,
        _ => null,
    };
}
