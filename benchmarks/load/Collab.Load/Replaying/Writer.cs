using Collab.Load.Sockets;
using Collab.Load.Wire;

namespace Collab.Load.Replaying;

/// <summary>Sends a recording, as far as the slowest of those who read it lets it.</summary>
/// <param name="readers">How many members get what it writes.</param>
/// <param name="window">How many updates may be under way before it waits for the slowest reader.</param>
internal sealed class Writer(Recording recording, int readers, int window)
{
    private const int WindowChunks = 8;
    private const int MostAtOnce = 512;

    private readonly int _chunk = Math.Max(1, window / WindowChunks);

    // How many readers passed the end of each chunk; in a ring, since no reader is further ahead than the window.
    private readonly int[] _passed = new int[2 * WindowChunks];
    private readonly long[] _sentAt = new long[RingOf(recording.Count, window)];
    private int _chunksDone;

    public Recording Recording { get; } = recording;

    /// <summary>Updates sent so far.</summary>
    public int Sent { get; private set; }

    public bool IsExhausted => Sent == Recording.Count;

    /// <summary>How many may be sent now.</summary>
    public int Credit => Math.Min(MostAtOnce, (int)Math.Min((_chunksDone + WindowChunks) * (long)_chunk, Recording.Count) - Sent);

    public long SentAt(int update) => _sentAt[update & (_sentAt.Length - 1)];

    /// <summary>Sends the next updates in one write.</summary>
    public void Send(Connection connection, FrameBuffer frames, int count, long now)
    {
        frames.Clear();
        for (var i = 0; i < count; i++)
        {
            _sentAt[Sent & (_sentAt.Length - 1)] = now;
            frames.AppendUpdate(connection.Prefix, SyncKind.Update, Recording[Sent]);
            Sent++;
        }

        connection.SendBytes(frames.Written);
    }

    /// <summary>A reader that had so many updates has so many now.</summary>
    public void Advance(int from, int to)
    {
        for (var chunk = (from / _chunk) + 1; chunk <= to / _chunk; chunk++)
        {
            ref var passed = ref _passed[chunk % _passed.Length];
            if (++passed == readers)
            {
                passed = 0;
                _chunksDone = chunk;
            }
        }
    }

    private static int RingOf(int count, int window) =>
        (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Min(count, Math.Max(window, 16) * 4L));
}
