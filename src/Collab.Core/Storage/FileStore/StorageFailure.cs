namespace Collab.Core.Storage.FileStore;

/// <summary>Tells a failing disk from a failing program.</summary>
internal static class StorageFailure
{
    // ENOSPC and EDQUOT, which the base library gives as they are.
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int QuotaExceededMac = 69;

    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether a failure says that there is no space left, or no more allowed.</summary>
    public static bool IsDiskFull(Exception exception) => exception is IOException && (OperatingSystem.IsWindows()
        ? exception.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027)
        : exception.HResult is NoSpace or QuotaExceeded or QuotaExceededMac);

    /// <summary>Does something that is only tidy: it is done again at the next start.</summary>
    public static void Ignore(Action tidy)
    {
        try
        {
            tidy();
        }
        catch (Exception failure) when (Is(failure))
        {
            // What is left lying around is known as such when the store is next opened.
        }
    }
}
