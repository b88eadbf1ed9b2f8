namespace Collab.Server.Configuration;

/// <summary>Where documents and the catalogue are kept.</summary>
internal enum StorageKind
{
    /// <summary>In files of one directory; for one process.</summary>
    File,

    /// <summary>In a PostgreSQL database.</summary>
    Postgres,

    /// <summary>In memory: nothing outlives the process.</summary>
    Memory,
}
