using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>What can be told of a V1 update that is a whole document, without making that document: read through once, and checked as
/// it would be for integrating it.</summary>
/// <param name="Vector">The state vector of the document that has this update alone.</param>
/// <param name="DeletesAt">Where its delete set begins.</param>
internal readonly record struct SelfContainedState(StateVector Vector, int DeletesAt)
{
    /// <summary>Reads an update.</summary>
    /// <returns>Null if something of it would have to wait for blocks that it lacks, or its clients come in another order than ours.</returns>
    /// <exception cref="MalformedUpdateException">It is no update.</exception>
    public static SelfContainedState? TryRead(ReadOnlySpan<byte> update)
    {
        var limits = UpdateLimits.OfStored;
        var reader = default(UpdateReaderV1);
        var states = new (ClientId Client, ulong Clock)[reader.ReadClientCount(update, limits)];
        var references = new References();
        var isWhole = true;
        for (var (i, total) = (0, 0); i < states.Length; i++)
        {
            var (client, clock, count) = reader.ReadSectionHead(update, limits, total);
            isWhole &= clock == 0 && (i == 0 || client < states[i - 1].Client.Value);
            total += count;
            for (; count > 0; count--)
            {
                var block = new DecodedBlock { Client = client, Clock = clock };
                reader.ReadBlock(update, limits, ref block);
                isWhole &= block.Kind != ContentKind.Skip;
                references.AddOf(block);
                clock = block.End;
            }

            states[i] = (new ClientId(client), (ulong)clock);
        }

        var deletesAt = reader.Position;
        var deletes = reader.ReadDeletes(update, limits);
        if (!isWhole)
        {
            return null;
        }

        var vector = StateVector.FromDistinct(states);
        return references.AreIn(vector) && AreIn(deletes, vector) ? new SelfContainedState(vector, deletesAt) : null;
    }

    private static bool AreIn(DecodedDeletes deletes, StateVector vector)
    {
        foreach (var (client, ranges) in deletes.Clients)
        {
            var state = vector[new ClientId(client)];
            foreach (var range in ranges)
            {
                if ((ulong)range.End > state)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>For each client the newest clock that blocks of others refer to. Neighbours mostly refer to the same client.</summary>
    private sealed class References
    {
        private readonly Dictionary<ulong, int> _newest = [];
        private ulong _client;
        private int _clock = -1;

        public void AddOf(in DecodedBlock block)
        {
            if (block.HasOrigin)
            {
                Add(block.Client, block.OriginClient, block.OriginClock);
            }

            if (block.HasRightOrigin)
            {
                Add(block.Client, block.RightOriginClient, block.RightOriginClock);
            }

            if (block.Parent == ParentForm.Item)
            {
                Add(block.Client, block.ParentClient, block.ParentClock);
            }
        }

        public bool AreIn(StateVector vector)
        {
            Flush();
            foreach (var (client, clock) in _newest)
            {
                if ((ulong)clock >= vector[new ClientId(client)])
                {
                    return false;
                }
            }

            return true;
        }

        private void Add(ulong from, ulong client, int clock)
        {
            // As when integrating: a client's own blocks come in their order.
            if (client == from)
            {
                return;
            }

            if (client != _client)
            {
                Flush();
                (_client, _clock) = (client, clock);
            }
            else
            {
                _clock = Math.Max(_clock, clock);
            }
        }

        private void Flush()
        {
            if (_clock >= 0)
            {
                _newest[_client] = Math.Max(_clock, _newest.GetValueOrDefault(_client));
            }
        }
    }
}
