namespace Collab.Core.Types;

/// <summary>What a transaction did to a key.</summary>
public enum KeyAction
{
    /// <summary>It had no value before.</summary>
    Add,

    /// <summary>It has another value now.</summary>
    Update,

    /// <summary>It has no value any more.</summary>
    Delete,
}
