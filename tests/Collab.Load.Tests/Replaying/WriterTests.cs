using Collab.Load.Replaying;
using Collab.Load.Sockets;

namespace Collab.Load.Tests.Replaying;

public sealed class WriterTests : IDisposable
{
    private const int Window = 16;

    private readonly EventLoop _loop = new();
    private readonly Writer _writer = new(Typist.Record(Typist.Type(0, 100)), readers: 2, Window);

    [Fact]
    public void It_waits_for_the_slowest_reader()
    {
        Send(_writer.Credit);
        Assert.Equal((Window, 0), (_writer.Sent, _writer.Credit));

        _writer.Advance(0, Window);
        Assert.Equal(0, _writer.Credit);

        _writer.Advance(0, 5);
        Assert.Equal(4, _writer.Credit);

        _writer.Advance(5, Window);
        Assert.Equal(Window, _writer.Credit);
    }

    [Fact]
    public void It_ends_with_its_recording()
    {
        while (!_writer.IsExhausted)
        {
            var sent = _writer.Sent;
            Send(_writer.Credit);
            _writer.Advance(sent, _writer.Sent);
            _writer.Advance(sent, _writer.Sent);
        }

        Assert.Equal((100, 0), (_writer.Sent, _writer.Credit));
    }

    public void Dispose() => _loop.Dispose();

    private void Send(int count) => _writer.Send(NeverTaken.Connection(_loop), _loop.Frames, count, _loop.Now);
}
