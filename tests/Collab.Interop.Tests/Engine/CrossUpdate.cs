namespace Collab.Interop.Tests.Engine;

/// <summary>One update that a replica made, in both formats.</summary>
/// <param name="Author">The place of the replica in its session.</param>
internal sealed record CrossUpdate(int Author, byte[] V1, byte[] V2);
