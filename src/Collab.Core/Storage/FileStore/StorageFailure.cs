namespace Collab.Core.Storage.FileStore;

/// <summary>Tells a failing disk from a failing program.</summary>
internal static class StorageFailure
{
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

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
