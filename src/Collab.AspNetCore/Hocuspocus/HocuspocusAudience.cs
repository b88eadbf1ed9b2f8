using System.Collections.Concurrent;
using System.Collections.Immutable;
using Collab.Core;
using Collab.Core.Protocol;

namespace Collab.AspNetCore.Hocuspocus;

/// <summary>Who of the Hocuspocus clients of this process has which document open, for what the host sends to all of them.</summary>
internal sealed class HocuspocusAudience
{
    private readonly ConcurrentDictionary<DocumentName, ImmutableHashSet<HocuspocusDocument>> _members = new();

    public void Add(HocuspocusDocument member) =>
        _members.AddOrUpdate(member.Name, _ => [member], (_, members) => members.Add(member));

    public void Remove(HocuspocusDocument member)
    {
        while (_members.TryGetValue(member.Name, out var members) && members.Contains(member))
        {
            var others = members.Remove(member);
            var done = others.IsEmpty
                ? _members.TryRemove(new(member.Name, members))
                : _members.TryUpdate(member.Name, others, members);
            if (done)
            {
                return;
            }
        }
    }

    /// <summary>Sends a string to all that have a document open.</summary>
    /// <returns>To how many; one for whom too many wait already is passed over.</returns>
    public int Send(DocumentName document, string payload)
    {
        if (!_members.TryGetValue(document, out var members))
        {
            return 0;
        }

        var body = HocuspocusFrame.Stateless(payload);
        return members.Count(member => member.TrySendStateless(body));
    }
}
