namespace Collab.Server.Access;

/// <summary>Makes files that nobody but the server's own user can read.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>For a file that is made; on Windows the directory's permissions hold.</summary>
    public static void Restrict(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }
    }
}
