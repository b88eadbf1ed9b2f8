using Collab.Load.Sockets;
using Collab.Load.Wire;

namespace Collab.Load.Replaying;

/// <summary>A client that wants one whole document, in however many messages it comes.</summary>
/// <param name="asksAtOnce">Whether it sends its step 1 as soon as it is connected.</param>
internal sealed class DocumentReader(byte[] content, bool asksAtOnce) : IClient
{
    private readonly Dictionary<ulong, ulong> _missing = EndsOf(content);

    /// <summary>Whether it has every client's last clock.</summary>
    public bool IsComplete => _missing.Count == 0;

    public Connection Open(EventLoop loop, int port, Dialect dialect, string document) =>
        Connection.Open(loop, port, dialect, document, this);

    public void OnReady(Connection connection)
    {
        if (asksAtOnce)
        {
            connection.SendStep1();
        }
    }

    public void OnUpdate(Connection connection, ReadOnlySpan<byte> update)
    {
        for (var ranges = new UpdateRanges(update); ranges.MoveNext();)
        {
            if (_missing.TryGetValue(ranges.Client, out var end) && ranges.To >= end)
            {
                _missing.Remove(ranges.Client);
            }
        }
    }

    public void OnAwareness(Connection connection, ReadOnlySpan<byte> update)
    {
    }

    public void OnRead(Connection connection)
    {
    }

    private static Dictionary<ulong, ulong> EndsOf(byte[] content)
    {
        var ends = new Dictionary<ulong, ulong>();
        for (var ranges = new UpdateRanges(content); ranges.MoveNext();)
        {
            ends[ranges.Client] = ranges.To;
        }

        return ends;
    }
}
