namespace Collab.Benchmarks.Hostile;

/// <summary>Bytes that a document must refuse, quickly and unchanged.</summary>
internal sealed record HostileUpdate(string What, byte[] Bytes);
