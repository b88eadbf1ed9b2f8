using System.Diagnostics.CodeAnalysis;

namespace Collab.Core.Codec;

/// <summary>What a lib0 <c>any</c> value can be.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are lib0's kinds, named as lib0 names them.")]
public enum AnyKind
{
    Undefined,
    Null,
    Boolean,
    Number,
    BigInt,
    String,
    Bytes,
    Array,
    Object,
}
