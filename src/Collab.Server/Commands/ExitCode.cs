namespace Collab.Server.Commands;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>All that was asked for was done, and nothing is damaged.</summary>
    public const int Success = 0;

    /// <summary>Something is damaged, or some documents could not be exported or imported.</summary>
    public const int Damage = 1;

    /// <summary>The command could not run: wrong arguments, or a store in use or out of reach.</summary>
    public const int CouldNotRun = 2;
}
