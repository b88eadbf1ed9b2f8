using System.Globalization;
using System.Text;
using Collab.Load.Sockets;
using Collab.Load.Wire;

namespace Collab.Load.Replaying;

/// <summary>A client of a room who tells where its cursor is, and counts the cursors of the others.</summary>
/// <param name="members">All of the room, by number.</param>
/// <param name="echoes">Whether it sends back what it hears, as y-websocket's clients do.</param>
internal sealed class AwarenessMember(EventLoop loop, AwarenessMember[] members, int number, bool echoes, Tally tally) : IClient
{
    private const int Remembered = 1024;

    private readonly uint[] _clocks = new uint[members.Length];
    private readonly long[] _sentAt = new long[Remembered];
    private readonly FrameBuffer? _echo = echoes ? new FrameBuffer() : null;
    private uint _clock;

    public Connection? Connection { get; private set; }

    /// <summary>Whether it knows the others' last states.</summary>
    public bool HasAll
    {
        get
        {
            for (var i = 0; i < members.Length; i++)
            {
                if (i != number && _clocks[i] != members[i]._clock)
                {
                    return false;
                }
            }

            return true;
        }
    }

    public void Open(int port, Dialect dialect, string document) =>
        Connection = Connection.Open(loop, port, dialect, document, this);

    /// <summary>Tells a new state.</summary>
    public void SendState(long now)
    {
        _clock++;
        _sentAt[_clock % Remembered] = now;
        var state = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"user":{"name":"Person {{{number:D3}}}","color":"#30bced"},"cursor":{"x":{{{_clock % 1000}}},"y":{{{_clock % 700}}}}}""");
        Span<byte> update = stackalloc byte[256];
        update[0] = 1;
        var at = 1;
        at += FrameBuffer.WriteVarUint(update[at..], Recording.FirstClient + (ulong)number);
        at += FrameBuffer.WriteVarUint(update[at..], _clock);
        at += FrameBuffer.WriteVarUint(update[at..], (ulong)state.Length);
        at += Encoding.ASCII.GetBytes(state, update[at..]);
        loop.Frames.Clear();
        Append(loop.Frames, update[..at]);
        Connection!.SendBytes(loop.Frames.Written);
    }

    public void OnReady(Connection connection) => connection.SendStep1();

    public void OnUpdate(Connection connection, ReadOnlySpan<byte> update)
    {
    }

    public void OnAwareness(Connection connection, ReadOnlySpan<byte> update)
    {
        var isNews = false;
        for (var entries = new AwarenessEntries(update); entries.MoveNext();)
        {
            var index = entries.Client - Recording.FirstClient;
            if (index >= (ulong)members.Length || (int)index == number || entries.Clock <= _clocks[index])
            {
                continue;
            }

            var clock = (uint)entries.Clock;
            _clocks[index] = clock;
            isNews = true;
            tally.Deliver(1, members[index]._sentAt[clock % Remembered], loop.Now, isGap: false);
        }

        // One whose socket is full leaves some out: what waits must not grow without end.
        if (isNews && _echo is not null && !connection.IsBlocked)
        {
            Append(_echo, update);
        }
    }

    public void OnRead(Connection connection)
    {
        if (_echo is { Written.Length: > 0 })
        {
            connection.SendBytes(_echo.Written);
            _echo.Clear();
        }
    }

    private void Append(FrameBuffer frames, ReadOnlySpan<byte> update)
    {
        Span<byte> head = stackalloc byte[1 + 5];
        head[0] = (byte)MessageKind.Awareness;
        frames.AppendMessage(
            Connection!.Prefix, head[..(1 + FrameBuffer.WriteVarUint(head[1..], (ulong)update.Length))], update);
    }
}
