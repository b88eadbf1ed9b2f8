namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>The bytes of a simulated file: what programs see, and what the disk holds.</summary>
internal sealed class SimulatedInode
{
    // Less than a real sector, so that the small files of a test are torn in many places.
    private const int SectorBytes = 64;

    private readonly List<Change> _unsynced = [];
    private byte[] _durable = [];

    public byte[] Content { get; private set; } = [];

    public static SimulatedInode OfLength(int length)
    {
        var inode = new SimulatedInode();
        inode.Corrupt(new byte[length]);
        return inode;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var change = new Change((int)offset, bytes.ToArray());
        Content = change.ApplyTo(Content);
        _unsynced.Add(change);
    }

    public void Truncate(long length)
    {
        var change = new Change((int)length, null);
        Content = change.ApplyTo(Content);
        _unsynced.Add(change);
    }

    public void Sync()
    {
        foreach (var change in _unsynced)
        {
            _durable = change.ApplyTo(_durable);
        }

        _unsynced.Clear();
    }

    /// <summary>A sync that fails: the kernel counts the changes as written, and they are not.</summary>
    public void FailSync() => _unsynced.Clear();

    /// <summary>Keeps what is durable and, of each change since, all, nothing or some sectors of it.</summary>
    public void LosePower(Random random)
    {
        foreach (var change in _unsynced)
        {
            switch (random.Next(4))
            {
                case 0:
                    break;
                case 1 when change.Bytes is { Length: > 0 } bytes:
                    _durable = new Change(change.Offset, bytes[..random.Next(bytes.Length)]).ApplyTo(_durable);
                    break;
                case 2 when change.Bytes is { } bytes:
                    for (var at = 0; at < bytes.Length; at += SectorBytes)
                    {
                        if (random.Next(2) == 0)
                        {
                            var sector = bytes[at..Math.Min(at + SectorBytes, bytes.Length)];
                            _durable = new Change(change.Offset + at, sector).ApplyTo(_durable);
                        }
                    }

                    break;
                default:
                    _durable = change.ApplyTo(_durable);
                    break;
            }
        }

        _unsynced.Clear();
        Content = _durable;
    }

    /// <summary>Replaces the bytes, durably, as if the medium had changed them.</summary>
    public void Corrupt(byte[] content)
    {
        _unsynced.Clear();
        _durable = Content = content;
    }

    /// <param name="Bytes">Null for a truncation to the offset.</param>
    private readonly record struct Change(int Offset, byte[]? Bytes)
    {
        public byte[] ApplyTo(byte[] content)
        {
            var length = Bytes is null ? Offset : Math.Max(content.Length, Offset + Bytes.Length);
            var changed = new byte[length];
            content.AsSpan(0, Math.Min(content.Length, length)).CopyTo(changed);
            Bytes?.CopyTo(changed, Offset);
            return changed;
        }
    }
}
