namespace Collab.Durability;

/// <summary>What the machine has, and how much is to be measured.</summary>
/// <param name="PostgresBinaries">Null if there is no PostgreSQL; <paramref name="PostgresAbsence"/> then says why.</param>
/// <param name="SlowSync">The library that slows down syncs; null if it could not be made.</param>
/// <param name="Measured">How long load is measured, after a warm-up.</param>
/// <param name="Away">How long PostgreSQL stays away.</param>
/// <param name="Repeats">How often what other work on the machine can spoil is measured; the best counts.</param>
internal sealed record Surroundings(
    string? PostgresBinaries, string PostgresAbsence, string? SlowSync, TimeSpan Measured, TimeSpan Away, int Repeats)
{
    /// <summary>Tells whoever waits how far it is; the results alone go to standard output.</summary>
    public static void Tell(string line) => Console.Error.WriteLine(line);
}
