using System.ComponentModel.DataAnnotations;

namespace Collab.Postgres;

/// <summary>How the PostgreSQL store connects and how long it waits.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>Where a host keeps these options in its configuration.</summary>
    public const string SectionName = "Collab:Postgres";

    internal const long MaxKeepReplacedBytes = 1L << 40;

    /// <summary>An Npgsql connection string to the primary; a replica's view of the log may lag. Required.</summary>
    [Required]
    public string ConnectionString { get; set; } = "";

    /// <summary>Where connections come from, if the host has them.</summary>
    internal Npgsql.NpgsqlDataSource? DataSource { get; set; }

    /// <summary>Time to wait at start for a server that is not up yet. Default 60 s, up to a day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Time for a connection to open and for the server to answer a statement; after it the store counts as
    /// unavailable. Default 10 s, 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Least time from the beginning of one commit to that of the next: what comes meanwhile shares the next, which
    /// costs the server and the database less. The first updates after a rest do not wait. Default 3 ms, up to 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan CommitInterval { get; set; } = TimeSpan.FromMilliseconds(3);

    /// <summary>Time that a checkpoint is kept once another replaced it, with the updates after it, for when the newer one
    /// cannot be read. Default 24 h, up to 365 days; zero keeps nothing that was replaced.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan KeepReplacedFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Bytes of updates of one document that may be kept for a replaced checkpoint alone; from there on the next
    /// compaction drops it early. Default 16 MiB, up to 1 TiB.</summary>
    [Range(0, MaxKeepReplacedBytes)]
    public long KeepReplacedBytes { get; set; } = 16 << 20;
}
