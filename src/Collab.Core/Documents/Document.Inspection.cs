using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

// What an update would change, found out without changing anything.
public sealed partial class Document
{
    /// <summary>How many clients have ever written in it: the entries of its state vector.</summary>
    internal int ClientCount => Store.ClientCount;

    /// <summary>Whether all clients may write of whom a V1 update has something new.</summary>
    /// <param name="mayWrite">Asked once for each, and whether the document has something of it already.</param>
    /// <exception cref="MalformedUpdateException">It is not an update, or breaks a limit.</exception>
    internal bool MayAllWrite(ReadOnlyMemory<byte> update, Func<ClientId, bool, bool> mayWrite)
    {
        ulong? asked = null;
        for (var cursor = UpdateCursor.Open(update, UpdateFormat.V1, skipsGaps: true, Options.Limits); cursor.HasCurrent; cursor.MoveNext())
        {
            var client = cursor.Current.Client;
            if (client != asked && cursor.Current.End > Store.StateOf(client))
            {
                asked = client;
                if (!mayWrite(new ClientId(client), Store.StateOf(client) > 0))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether the document has all of a V1 update, blocks and deletes, or waits with it for what it refers to.</summary>
    /// <remarks>Costs what reading the update costs, however large the document is.</remarks>
    /// <exception cref="MalformedUpdateException">It is not an update, or breaks a limit; where something new comes first that is not
    /// found out.</exception>
    internal bool HasAll(ReadOnlyMemory<byte> update)
    {
        var cursor = UpdateCursor.Open(update, UpdateFormat.V1, skipsGaps: true, Options.Limits);
        for (; cursor.HasCurrent; cursor.MoveNext())
        {
            ref readonly var block = ref cursor.Current;
            var from = Math.Max(block.Clock, Store.StateOf(block.Client));
            if (from < block.End && !_pending.Blocks.Has(block.Client, from, block.End))
            {
                return false;
            }
        }

        foreach (var (client, ranges) in cursor.ReadDeletes().Clients)
        {
            foreach (var range in ranges)
            {
                if (!HasDeleted(client, range))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether all that a V1 update would change lies under one root, and nothing of it would have to wait.</summary>
    /// <inheritdoc cref="UpdateReach.StaysUnder(Func{ClientId, bool?})" path="/param[@name='isOwn']"/>
    /// <exception cref="MalformedUpdateException">It is not an update, or breaks a limit.</exception>
    internal bool StaysUnder(string root, ReadOnlySpan<byte> update, Func<ClientId, bool?> isOwn)
    {
        try
        {
            _decoded.Read(update, UpdateFormat.V1, Options.Limits);
            var plan = IntegrationPlan.Make(Store, _decoded);
            return !plan.HasRest
                && FindRestDeletes(_decoded.Deletes, plan).IsEmpty
                && !IsAwaited(_decoded.Sections)
                && new UpdateReach(Store, _decoded, _decoded.SourceOf(update), root).StaysUnder(isOwn);
        }
        finally
        {
            _decoded.Release();
        }
    }

    /// <summary>A V1 update as it is, but without deletes of what the document has outside of a root.</summary>
    /// <returns>Null if there are no such deletes in it.</returns>
    /// <exception cref="MalformedUpdateException">It is not an update, or breaks a limit.</exception>
    internal byte[]? WithoutDeletesOutside(string root, ReadOnlySpan<byte> update)
    {
        DecodedDeletes? kept;
        try
        {
            _decoded.Read(update, UpdateFormat.V1, Options.Limits);
            kept = new UpdateReach(Store, _decoded, _decoded.SourceOf(update), root).FindDeletesUnder();
        }
        finally
        {
            _decoded.Release();
        }

        if (kept is null)
        {
            return null;
        }

        var writer = new Lib0Writer(update.Length);
        writer.WriteBytes(update[..UpdateReaderV1.FindDeletes(update, Options.Limits)]);
        kept.WriteTo(writer, UpdateFormat.V1);
        return writer.ToArray();
    }

    /// <summary>Whether anything waits that could follow on new blocks of these clients.</summary>
    private bool IsAwaited(ReadOnlySpan<UpdateSection> sections)
    {
        foreach (var section in sections)
        {
            if (_pending.Blocks.HasToDoWith(section.Client) && _decoded[section.End - 1].End > Store.StateOf(section.Client))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasDeleted(ulong id, ClockRange range)
    {
        var client = Store.FindClient(id);
        var state = client?.State ?? 0;
        return (range.Start >= state || client!.Deleted.Contains(range.Start, Math.Min(range.End, state)))
            && (range.End <= state || _pending.Deletes.Has(id, Math.Max(range.Start, state), range.End));
    }
}
