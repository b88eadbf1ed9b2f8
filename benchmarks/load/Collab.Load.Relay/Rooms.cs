using System.Collections.Concurrent;

namespace Collab.Load.Relay;

/// <summary>Who is connected under each path.</summary>
internal sealed class Rooms
{
    private readonly ConcurrentDictionary<string, Room> _rooms = [];

    public Room Of(string path) => _rooms.GetOrAdd(path, _ => new Room());

    /// <summary>The outboxes of one path; a new array for each change, so that senders need no lock.</summary>
    internal sealed class Room
    {
        private readonly Lock _lock = new();
        private Outbox[] _members = [];

        public void Add(Outbox member)
        {
            lock (_lock)
            {
                _members = [.. _members, member];
            }
        }

        public void Remove(Outbox member)
        {
            lock (_lock)
            {
                _members = [.. _members.Where(other => other != member)];
            }
        }

        /// <summary>Gives everyone but the sender the same bytes, which nobody may change after.</summary>
        public void Send(Outbox from, ReadOnlyMemory<byte> bytes)
        {
            foreach (var member in _members)
            {
                if (member != from)
                {
                    member.Put(bytes);
                }
            }
        }
    }
}
