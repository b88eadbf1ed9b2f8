using Collab.Core.Codec;

namespace Collab.Core.Types;

/// <summary>One element of a list.</summary>
/// <param name="Value">A plain value; Undefined if <paramref name="Type"/> is given.</param>
/// <param name="Type">The shared type that the element is, if it is one.</param>
public readonly record struct ListValue(Any Value, SharedType? Type);
