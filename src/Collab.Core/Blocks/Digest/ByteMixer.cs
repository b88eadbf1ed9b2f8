using System.Buffers.Binary;

namespace Collab.Core.Blocks;

/// <summary>A running digest over bytes that come in pieces; how they are cut makes no difference.</summary>
internal struct ByteMixer
{
    private WordMixer _words;
    private ulong _partial;
    private long _count;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var filled = (int)(_count % sizeof(ulong));
        _count += bytes.Length;
        if (filled > 0)
        {
            var taken = Math.Min(bytes.Length, sizeof(ulong) - filled);
            _partial |= WordMixer.WordOf(bytes[..taken]) << (8 * filled);
            if (filled + taken < sizeof(ulong))
            {
                return;
            }

            _words.Add(_partial);
            bytes = bytes[taken..];
        }

        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            _words.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        _partial = WordMixer.WordOf(bytes);
    }

    /// <summary>Adds the digest to another one, in a fixed number of words, and begins anew.</summary>
    public void FinishInto(ref WordMixer target)
    {
        if (_count > 0)
        {
            _words.Add(_partial);
            var (high, low) = _words.Finish();
            target.Add(high);
            target.Add(low);
        }

        target.Add((ulong)_count);
        this = default;
    }
}
