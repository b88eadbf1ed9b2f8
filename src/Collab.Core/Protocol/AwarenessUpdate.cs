using Collab.Core.Codec;

namespace Collab.Core.Protocol;

/// <summary>Awareness states of some clients: what one awareness message holds.</summary>
/// <remarks>Layout (y-protocols awareness.js): count, then client, clock, JSON text for each.</remarks>
public sealed class AwarenessUpdate(IReadOnlyList<AwarenessEntry> entries)
{
    private byte[]? _frame;

    public IReadOnlyList<AwarenessEntry> Entries { get; } = entries;

    /// <summary>The whole message, encoded once and shared by all peers.</summary>
    public ReadOnlyMemory<byte> Frame => _frame ??= YWebsocketFrame.Awareness(Encode());

    /// <summary>Reads an awareness update.</summary>
    /// <param name="limits">The most entries and the longest state accepted.</param>
    /// <exception cref="MalformedUpdateException">The bytes end early or break a limit.</exception>
    public static List<AwarenessEntry> Decode(ReadOnlyMemory<byte> update, AwarenessLimits limits)
    {
        var reader = new Lib0Reader(update.Span);
        var count = reader.ReadVarUint();
        // An entry takes at least three bytes, so that a count cannot ask for more than the message could hold.
        if (count > (ulong)reader.Remaining / 3 || count > (ulong)limits.MaxEntries)
        {
            throw new MalformedUpdateException("too many awareness states", reader.Position);
        }

        var entries = new List<AwarenessEntry>((int)count);
        for (var i = 0UL; i < count; i++)
        {
            var client = reader.ReadVarUint();
            var clock = reader.ReadVarUint();
            var length = reader.ReadVarBytes().Length;
            if (client > ClientId.MaxValue || length > limits.MaxStateBytes)
            {
                throw new MalformedUpdateException("awareness client or state too large", reader.Position);
            }

            entries.Add(new AwarenessEntry(new ClientId(client), clock, update.Slice(reader.Position - length, length)));
        }

        return entries;
    }

    /// <summary>Both updates as one, with the newer state of each client.</summary>
    public AwarenessUpdate MergeWith(AwarenessUpdate newer) => Newest(Entries.Concat(newer.Entries));

    /// <summary>The last state of each client.</summary>
    /// <param name="entries">Oldest first; a client may have several.</param>
    public static AwarenessUpdate Newest(IEnumerable<AwarenessEntry> entries)
    {
        var byClient = new Dictionary<ClientId, AwarenessEntry>();
        foreach (var entry in entries)
        {
            byClient[entry.Client] = entry;
        }

        return new AwarenessUpdate([.. byClient.Values]);
    }

    private byte[] Encode()
    {
        var writer = new Lib0Writer();
        writer.WriteVarUint((ulong)Entries.Count);
        foreach (var entry in Entries)
        {
            writer.WriteVarUint(entry.Client.Value);
            writer.WriteVarUint(entry.Clock);
            writer.WriteVarBytes(entry.State.Span);
        }

        return writer.ToArray();
    }
}
