using Collab.AspNetCore.Filtering;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.Hocuspocus;

/// <summary>Messages for one document that came one after another in one read: its session gets them as one command.</summary>
internal sealed class FrameRun
{
    private readonly List<ReadOnlyMemory<byte>> _frames = [];
    private FilteredLink? _link;

    /// <summary>Adds a message; those for another session before it are handed over first.</summary>
    public async ValueTask AddAsync(FilteredLink link, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        if (_link != link)
        {
            await FlushAsync(cancellationToken);
            _link = link;
        }

        _frames.Add(frame);
    }

    /// <summary>Hands over what was added.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_link is not { } link)
        {
            return;
        }

        var frames = _frames.Count == 1 ? new ReceivedFrames(_frames[0], default) : Joined();
        _frames.Clear();
        _link = null;
        await link.ReceiveAsync(frames, cancellationToken);
    }

    /// <summary>The addresses between them have to go.</summary>
    private ReceivedFrames Joined()
    {
        var bytes = new byte[_frames.Sum(frame => frame.Length)];
        var ends = new int[_frames.Count];
        for (int i = 0, end = 0; i < ends.Length; i++)
        {
            _frames[i].CopyTo(bytes.AsMemory(end));
            ends[i] = end += _frames[i].Length;
        }

        return new ReceivedFrames(bytes, ends);
    }
}
