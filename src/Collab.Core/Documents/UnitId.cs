namespace Collab.Core.Documents;

/// <summary>One unit of a document: who inserted it, and when by that client's count.</summary>
public readonly record struct UnitId(ClientId Client, ulong Clock);
