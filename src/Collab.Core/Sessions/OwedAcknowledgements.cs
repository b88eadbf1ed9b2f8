using System.Runtime.InteropServices;

namespace Collab.Core.Sessions;

/// <summary>Answers that a peer is owed for its messages, in the order they came: kept as runs, since many become due at once.</summary>
internal sealed class OwedAcknowledgements
{
    private readonly List<Run> _runs = [];

    public bool IsEmpty => _runs.Count == 0;

    /// <param name="sequence">What has to be durable first, beside all that the answers before it wait for.</param>
    /// <param name="applied">What the answer says.</param>
    public void Add(long sequence, bool applied)
    {
        if (_runs.Count > 0)
        {
            ref var last = ref CollectionsMarshal.AsSpan(_runs)[^1];
            sequence = Math.Max(sequence, last.Sequence);
            if (last.Sequence == sequence && last.Applied == applied)
            {
                last = last with { Count = last.Count + 1 };
                return;
            }
        }

        _runs.Add(new Run(sequence, applied, 1));
    }

    /// <summary>Hands over the answers that are due, one at a time.</summary>
    /// <param name="tell">Gives an answer; false if it could not, which ends it: the rest stays owed.</param>
    /// <returns>Whether all that is due was told.</returns>
    public bool TryTell(long durable, Func<bool, bool> tell)
    {
        var told = 0;
        try
        {
            for (; told < _runs.Count && _runs[told].Sequence <= durable; told++)
            {
                ref var run = ref CollectionsMarshal.AsSpan(_runs)[told];
                for (; run.Count > 0; run = run with { Count = run.Count - 1 })
                {
                    if (!tell(run.Applied))
                    {
                        return false;
                    }
                }
            }

            return true;
        }
        finally
        {
            _runs.RemoveRange(0, told);
        }
    }

    private readonly record struct Run(long Sequence, bool Applied, int Count);
}
