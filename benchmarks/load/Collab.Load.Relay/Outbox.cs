using System.Threading.Channels;

namespace Collab.Load.Relay;

/// <summary>What waits to be written to one connection. Unbounded: the load's window bounds it.</summary>
internal sealed class Outbox
{
    private const int MostAtOnce = 64 * 1024;

    private readonly Channel<ReadOnlyMemory<byte>> _waiting = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(
        new UnboundedChannelOptions { SingleReader = true });

    public void Put(ReadOnlyMemory<byte> bytes) => _waiting.Writer.TryWrite(bytes);

    public void End() => _waiting.Writer.TryComplete();

    /// <summary>Writes what comes until the end, all that waits in one write.</summary>
    public async Task DrainAsync(Func<ReadOnlyMemory<byte>, ValueTask> write)
    {
        byte[] joined = [];
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (_waiting.Reader.TryRead(out var first))
            {
                if (!_waiting.Reader.TryPeek(out _))
                {
                    await write(first);
                    continue;
                }

                joined = joined.Length == 0 ? new byte[MostAtOnce] : joined;
                await write(Join(first, ref joined));
            }
        }
    }

    private ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> first, ref byte[] joined)
    {
        if (first.Length > joined.Length)
        {
            return first;
        }

        first.CopyTo(joined);
        var length = first.Length;
        while (_waiting.Reader.TryPeek(out var next) && next.Length <= joined.Length - length)
        {
            _waiting.Reader.TryRead(out _);
            next.CopyTo(joined.AsMemory(length));
            length += next.Length;
        }

        return joined.AsMemory(0, length);
    }
}
