namespace Collab.Core.Storage.FileStore;

/// <summary>Where a document's next update goes.</summary>
/// <param name="Damage">Why nothing may be appended; null if it may.</param>
internal readonly record struct AppendPoint(int Life, long LastSequence, string? Damage);
