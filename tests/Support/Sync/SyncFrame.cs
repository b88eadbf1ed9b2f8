namespace Collab.Tests.Support;

/// <summary>One WebSocket message as it went over the wire.</summary>
/// <param name="IsSent">Whether the client sent it.</param>
/// <param name="At">When it was queued for sending, or had arrived: a stamp of <see cref="System.Diagnostics.Stopwatch"/>.</param>
public readonly record struct SyncFrame(bool IsSent, ReadOnlyMemory<byte> Bytes, long At);
