namespace Collab.Core.Protocol;

/// <summary>The second number of a sync message (y-protocols src/sync.js).</summary>
public enum SyncMessageType : ulong
{
    /// <summary>A state vector: "send me what I lack".</summary>
    Step1 = 0,

    /// <summary>The update that answers step 1.</summary>
    Step2 = 1,

    /// <summary>An incremental update.</summary>
    Update = 2,
}
