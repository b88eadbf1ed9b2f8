using Collab.Core.Codec;

namespace Collab.Core.Types;

/// <summary>What a transaction did to one key.</summary>
/// <param name="Action">What happened.</param>
/// <param name="OldValue">The value before; Undefined if there was none, or <paramref name="OldType"/> is given.</param>
/// <param name="OldType">The shared type that was the value before, if one was: deleted now, and empty.</param>
public sealed record KeyChange(KeyAction Action, Any OldValue, SharedType? OldType);
