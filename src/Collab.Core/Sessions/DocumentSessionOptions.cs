using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

/// <summary>Limits and times of every session. Limits slow a peer down or close it with a reason; none drops an update.</summary>
[SuppressMessage("Trimming", "IL2026", Justification = "TimeSpan's own converter reads these ranges; it is always kept.")]
public sealed class DocumentSessionOptions
{
    public const string SectionName = "Collab:Sessions";

    /// <summary>Whether others see a change before it is durable. Default: they do (<see cref="DurabilityMode.RelayFirst"/>).</summary>
    [EnumDataType(typeof(DurabilityMode))]
    public DurabilityMode Durability { get; set; }

    /// <summary>Time a session stays in memory after its last peer left. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for which a document that nobody changes stays integrated, which takes several times the memory of its bytes: after it a
    /// checkpoint is made if there is log, and the document kept as that until more than reading is asked of it. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan IntegratedTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Memory that open documents may take together, in bytes as far as it can be told; over it documents without peers are let go
    /// of before their time, the one first that was left longest ago. Default 1 GiB.</summary>
    [Range(1 << 20, long.MaxValue)]
    public long MaxLoadedBytes { get; set; } = 1L << 30;

    /// <summary>Time that loading a document may take before its peers are refused with 4503. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LoadTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Frames that wait for one peer before it falls behind, in bytes; a single larger one still goes. Default 1 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int OutboxBytes { get; set; } = 1 << 20;

    /// <summary>Recent batches kept for peers that fall behind. Default 256.</summary>
    [Range(0, 1 << 16)]
    public int RingBatches { get; set; } = 256;

    /// <summary>Bytes of recent batches kept for peers that fall behind. Default 4 MiB.</summary>
    [Range(0, 1 << 30)]
    public int RingBytes { get; set; } = 4 << 20;

    /// <summary>The shortest time between two diffs for a peer that falls behind again and again. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan CatchUpInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time over which the closes of all peers are spread when the server stops; with few peers 5 ms for each of them.
    /// Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan DrainSpread { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of a document that may wait for the store before its writers are no longer read. Default 8 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxUncommittedBytes { get; set; } = 8 << 20;

    /// <summary>Bytes of all documents of the process that may wait for the store before no session's writers are read any
    /// longer. Default 256 MiB.</summary>
    [Range(1024, long.MaxValue)]
    public long MaxUncommittedBytesInAll { get; set; } = 256L << 20;

    /// <summary>Time that writers are not read before they are closed with 4503. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PauseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Messages a second that a connection's socket is read at, over time; past it the reading waits, and nothing is dropped.
    /// Default 1,000,000: more than a session takes.</summary>
    [Range(1, 1 << 30)]
    public int MaxMessagesPerSecond { get; set; } = 1_000_000;

    /// <summary>Bytes a second that a connection's socket is read at, over time; past it the reading waits, and nothing is dropped.
    /// Default 64 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxBytesPerSecond { get; set; } = 64 << 20;

    /// <summary>Time for which a connection may send ahead of its rates, after as much rest. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan RateBurst { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Updates in a document's log after which a checkpoint is written. Default 500. Whatever of the three limits is
    /// reached first counts; but a document whose checkpoint is large waits until its log costs half as much to load.</summary>
    [Range(1, 1 << 20)]
    public int CheckpointAfterUpdates { get; set; } = 500;

    /// <summary>Bytes in a document's log after which a checkpoint is written. Default 256 KiB.</summary>
    [Range(1024, 1 << 30)]
    public int CheckpointAfterBytes { get; set; } = 256 << 10;

    /// <summary>Age of the oldest update in a document's log after which a checkpoint is written. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CheckpointAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Checkpoints that a process makes at once, of different documents. Default 2.</summary>
    [Range(1, 64)]
    public int MaxCompactions { get; set; } = 2;

    /// <summary>Rest after a checkpoint was made, before the process begins the next, in times of what it took: documents that are written
    /// all the time would keep the processors busy with checkpoints. Default 3; 0 for none.</summary>
    [Range(0, 1000)]
    public int CompactionRest { get; set; } = 3;

    /// <summary>The shortest time between two awareness messages that a document sends everybody; a change after a longer silence goes
    /// at once. Default 30 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:05")]
    public TimeSpan AwarenessInterval { get; set; } = TimeSpan.FromMilliseconds(30);

    /// <summary>Whether an update is refused that has new blocks of a client as which another connection, of another person, is at work: else those
    /// would take the place of what that client writes next. Not asked of a step 2, which may bring others' blocks back. Default: no, since
    /// clients that also sync with each other elsewhere send each other's updates.</summary>
    public bool RefusesForeignClients { get; set; }

    /// <summary>Clients that have written a document from which on that is logged as a warning: every page load makes a new one, and each costs
    /// about 10 bytes in every sync. Default 50,000.</summary>
    [Range(1, int.MaxValue)]
    public int ManyClients { get; set; } = 50_000;

    /// <summary>Clients that may write a document; what a further one writes is refused. Default 500,000.</summary>
    [Range(1, int.MaxValue)]
    public int MaxClients { get; set; } = 500_000;

    /// <summary>Rest after a commit before <see cref="IDocumentListener"/>s hear of it: further commits meanwhile begin it anew. Default 0: at
    /// once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ListenerDelay { get; set; }

    /// <summary>Time after which <see cref="IDocumentListener"/>s hear of a commit though further ones keep coming. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxListenerDelay { get; set; } = TimeSpan.FromSeconds(10);

    public UpdateLimits Updates { get; set; } = new();

    public AwarenessLimits Awareness { get; set; } = new();
}
