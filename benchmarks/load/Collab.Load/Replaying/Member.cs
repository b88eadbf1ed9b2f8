using Collab.Load.Sockets;
using Collab.Load.Wire;

namespace Collab.Load.Replaying;

/// <summary>A client of a room: counts what others wrote; may write itself.</summary>
internal sealed class Member(EventLoop loop, Writer[] writers, int ownWriter, Tally tally) : IClient
{
    private readonly ulong[] _clocks = new ulong[writers.Length];

    public Connection? Connection { get; private set; }

    /// <summary>What it writes; null for a reader.</summary>
    public Writer? Writer => ownWriter < 0 ? null : writers[ownWriter];

    /// <summary>Whether it has all that the others sent.</summary>
    public bool HasAll
    {
        get
        {
            for (var i = 0; i < writers.Length; i++)
            {
                if (i != ownWriter && _clocks[i] != writers[i].Recording.ClockAfter(writers[i].Sent))
                {
                    return false;
                }
            }

            return true;
        }
    }

    public void Open(int port, Dialect dialect, string document) =>
        Connection = Connection.Open(loop, port, dialect, document, this);

    public void OnReady(Connection connection) => connection.SendStep1();

    public void OnUpdate(Connection connection, ReadOnlySpan<byte> update)
    {
        for (var ranges = new UpdateRanges(update); ranges.MoveNext();)
        {
            var index = ranges.Client - Recording.FirstClient;
            if (index >= (ulong)writers.Length || (int)index == ownWriter)
            {
                continue;
            }

            ref var clock = ref _clocks[index];
            if (ranges.To <= clock)
            {
                continue;
            }

            var writer = writers[index];
            var from = writer.Recording.UpdatesAt(clock);
            var to = writer.Recording.UpdatesAt(ranges.To);
            tally.Deliver(to - from, writer.SentAt(from), loop.Now, isGap: ranges.From > clock);
            clock = ranges.To;
            writer.Advance(from, to);
        }
    }

    public void OnAwareness(Connection connection, ReadOnlySpan<byte> update)
    {
    }

    public void OnRead(Connection connection)
    {
    }
}
