using Collab.Load.Sockets;

namespace Collab.Load.Replaying;

/// <summary>The members of all rooms of a scenario, and the traffic between them.</summary>
internal sealed class Crowd(EventLoop loop)
{
    private readonly List<Member> _writing = [];
    private int _turn;

    public List<Member> Members { get; } = [];

    public Tally Tally { get; } = new();

    public long Sent => _writing.Sum(member => (long)member.Writer!.Sent);

    public bool HasExhausted => _writing.Exists(member => member.Writer!.IsExhausted);

    public bool HasAll => Members.TrueForAll(member => member.HasAll);

    /// <summary>Adds the members of a room, of whom the first ones write.</summary>
    /// <returns>The members, not connected yet.</returns>
    public List<Member> AddRoom(int members, IReadOnlyList<Recording> recordings, int window)
    {
        var writers = recordings.Select(recording => new Writer(recording, members - 1, window)).ToArray();
        var room = Enumerable.Range(0, members)
            .Select(i => new Member(loop, writers, i < writers.Length ? i : -1, Tally)).ToList();
        Members.AddRange(room);
        _writing.AddRange(room.Where(member => member.Writer is not null));
        return room;
    }

    /// <summary>Sends as much as the windows allow.</summary>
    public long Saturate(long now)
    {
        foreach (var member in _writing)
        {
            var credit = member.Writer!.Credit;
            if (credit > 0 && !member.Connection!.IsBlocked)
            {
                member.Writer.Send(member.Connection, loop.Frames, credit, now);
            }
        }

        return long.MaxValue;
    }

    /// <summary>Makes a pump that lets the writers send one after the other, so many updates a second in all.</summary>
    public Func<long, long> AtRate(double perSecond)
    {
        var interval = System.Diagnostics.Stopwatch.Frequency / perSecond;
        double due = loop.Now;
        return now =>
        {
            for (; due <= now; due += interval)
            {
                var member = _writing[_turn++ % _writing.Count];
                if (!member.Writer!.IsExhausted)
                {
                    member.Writer.Send(member.Connection!, loop.Frames, 1, now);
                }
            }

            return (long)due;
        };
    }
}
