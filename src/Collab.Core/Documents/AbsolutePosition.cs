using Collab.Core.Types;

namespace Collab.Core.Documents;

/// <summary>A place in a list or text as it is now.</summary>
/// <param name="Type">The list or text.</param>
/// <param name="Index">How many units come before it.</param>
/// <param name="Assoc">Negative: it stays with the unit before it; else with the one after it.</param>
public sealed record AbsolutePosition(SharedType Type, int Index, int Assoc);
