using System.ComponentModel.DataAnnotations;

namespace Collab.Postgres;

/// <summary>How the PostgreSQL store connects and how long it waits.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>Where a host keeps these options in its configuration.</summary>
    public const string SectionName = "Collab:Postgres";

    /// <summary>An Npgsql connection string to the primary; a replica's view of the log may lag. Required.</summary>
    [Required]
    public string ConnectionString { get; set; } = "";

    /// <summary>Time to wait at start for a server that is not up yet. Default 60 s, up to a day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Time for a connection to open and for the server to answer a statement; after it the store counts as
    /// unavailable. Default 10 s, 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
