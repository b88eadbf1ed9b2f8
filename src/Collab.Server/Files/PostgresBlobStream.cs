namespace Collab.Server.Files;

/// <summary>Reads a blob out of its row piece by piece, so that a reader who takes its time holds neither a connection nor the whole blob.</summary>
/// <param name="read">Reads so many bytes from a place on; fewer only if the blob was replaced or erased meanwhile.</param>
internal sealed class PostgresBlobStream(long length, Func<long, int, CancellationToken, Task<byte[]>> read) : Stream
{
    private const int PieceLength = 256 * 1024;

    private byte[] _piece = [];
    private long _pieceAt;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        if (Position < _pieceAt || Position >= _pieceAt + _piece.Length)
        {
            _pieceAt = Position;
            _piece = await read(Position, (int)Math.Min(PieceLength, length - Position), cancellationToken);
        }

        var rest = _piece.AsMemory((int)(Position - _pieceAt));
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("read it asynchronously");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
