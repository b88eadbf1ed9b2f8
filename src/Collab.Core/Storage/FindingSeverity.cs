namespace Collab.Core.Storage;

/// <summary>How bad something is that was found in a store.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Note,

    /// <summary>As it was written, but perhaps not as it was meant.</summary>
    Warning,

    /// <summary>Bytes are lost, or are not those that were written; perhaps a copy made up for it.</summary>
    Damage,
}
