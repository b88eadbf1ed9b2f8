using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

public sealed partial class Document
{
    // With fewer, the client's room grows as it does for typing.
    private const int ManyBlocks = 64;

    private readonly DecodedUpdate _decoded = new();

    /// <summary>Applies a V1 update: decodes it whole, checks it and plans what can be integrated; only then the document
    /// changes.</summary>
    /// <param name="update">Copied as far as it is kept; the caller may use its buffer again.</param>
    /// <param name="origin">Unused by the engine; who watches transactions may want it.</param>
    /// <exception cref="MalformedUpdateException">The update is broken or breaks a limit; nothing changed.</exception>
    /// <exception cref="PendingLimitException">Too much would have to wait; nothing changed.</exception>
    /// <exception cref="InvalidOperationException">Called within the body of a transaction.</exception>
    /// <remarks>Called by an observer, it is integrated at once; its transaction is cleaned up and observed after the one that
    /// is being observed.</remarks>
    public ApplyResult ApplyUpdate(ReadOnlySpan<byte> update, object? origin = null) =>
        Apply(update, UpdateFormat.V1, origin, Options.Limits);

    /// <summary>Applies a V2 update, as <see cref="ApplyUpdate"/> does V1. <see cref="ApplyResult.Integrated"/> is V1
    /// nevertheless, and the received bytes, of <see cref="ApplyOutcome.Whole"/>, are V2.</summary>
    /// <inheritdoc cref="ApplyUpdate"/>
    public ApplyResult ApplyUpdateV2(ReadOnlySpan<byte> update, object? origin = null) =>
        Apply(update, UpdateFormat.V2, origin, Options.Limits);

    private ApplyResult Apply(ReadOnlySpan<byte> update, UpdateFormat format, object? origin, UpdateLimits limits)
    {
        ThrowIfInTransaction();
        var failures = default(Failures);
        ApplyOutcome outcome;
        bool grew;
        try
        {
            _decoded.Read(update, format, limits);
            Begin(IsWatched || _ended.Count > 0 ? new Transaction(this, origin, isLocal: false) : null, ref failures);
            (outcome, grew) = Carry(_decoded.SourceOf(update), format, limits, ref failures);
        }
        catch (PendingLimitException exception)
        {
            (outcome, grew) = (ApplyOutcome.Nothing, false);
            failures.Keep(exception);
        }
        finally
        {
            _decoded.Release();
        }

        var changes = End(outcome == ApplyOutcome.Partial && Recording is null, ref failures);
        failures.Throw();
        return new ApplyResult { Outcome = outcome, Integrated = changes, PendingGrew = grew };
    }

    private (ApplyOutcome Outcome, bool PendingGrew) Carry(
        ReadOnlySpan<byte> source, UpdateFormat format, UpdateLimits limits, ref Failures failures)
    {
        var plan = IntegrationPlan.Make(Store, _decoded);
        var restDeletes = FindRestDeletes(_decoded.Deletes, plan);
        PendingRun[] restBlocks = plan.HasRest ? _pending.Blocks.Prepare(_decoded, source, format, plan) : [];
        _pending.CheckRoom(restBlocks, restDeletes, limits);

        // From here on nothing may fail.
        var isAlone = Store.Changes.IsEmpty; // else a handler of BeforeTransaction added to it
        IntegrateAll(plan, source);
        var deletes = _decoded.Deletes;
        ApplyDeletes(deletes);
        var released = false;
        var grew = restBlocks.Length > 0;
        if (grew || !restDeletes.IsEmpty || !_pending.IsEmpty)
        {
            var isTriggered = _pending.Blocks.IsTriggered(Store, AdvancedClients());
            released = ReleaseDeletes();
            grew |= _pending.Deletes.Add(restDeletes);
            if (plan.HasRest)
            {
                _pending.Blocks.Add(restBlocks, plan.Missing, Store);
            }

            if (isTriggered && _pending.Blocks.Release(Store))
            {
                ReleaseDeletes();
                released = true;
            }
        }

        LeaveClientIdIfTaken(ref failures);
        var isWhole = isAlone && plan.IsAllNew && !plan.HasRest && restDeletes.IsEmpty && !released && AreAllNew(deletes);
        var outcome = Store.Changes.IsEmpty ? (grew ? ApplyOutcome.PendingOnly : ApplyOutcome.Nothing)
            : isWhole ? ApplyOutcome.Whole
            : ApplyOutcome.Partial;
        return (outcome, grew);
    }

    private void IntegrateAll(in IntegrationPlan plan, ReadOnlySpan<byte> source)
    {
        if (plan.Order is null)
        {
            if (_decoded.BlockCount > ManyBlocks)
            {
                Store.GetClient(_decoded[0].Client).Reserve(_decoded.BlockCount);
            }

            for (var i = 0; i < _decoded.BlockCount; i++)
            {
                Store.Integrate(_decoded[i], source);
            }

            return;
        }

        foreach (var index in plan.Order)
        {
            Store.Integrate(_decoded[index], source);
        }
    }

    private void ApplyDeletes(DecodedDeletes deletes)
    {
        foreach (var (id, ranges) in deletes.Clients)
        {
            if (Store.FindClient(id) is not { } client)
            {
                continue;
            }

            foreach (var range in ranges)
            {
                Store.DeleteRange(client, range.Start, range.End);
            }
        }
    }

    /// <summary>Applies the deletes that waited for blocks that have come.</summary>
    private bool ReleaseDeletes()
    {
        var deletes = _pending.Deletes.TakeApplicable(Store, AdvancedClients());
        ApplyDeletes(deletes);
        return !deletes.IsEmpty;
    }

    // Those of the transaction; and its own, of which edits may have come since the last update.
    private ulong[] AdvancedClients() =>
        [.. Store.Changes.Touched.Select(changes => changes.Client.Id), ClientId.Value];

    // Deletes of clocks that the document will not have even when the plan is carried out.
    private static DecodedDeletes FindRestDeletes(DecodedDeletes deletes, in IntegrationPlan plan)
    {
        DecodedDeletes? rest = null;
        foreach (var (client, ranges) in deletes.Clients)
        {
            var state = plan.StateAfter(client);
            foreach (var range in ranges)
            {
                if (range.End > state)
                {
                    rest ??= new DecodedDeletes();
                    rest.Add(client, Math.Max(range.Start, state), range.End);
                }
            }
        }

        return rest ?? DecodedDeletes.None;
    }

    // Whether this transaction deleted, or brought in as deleted, every clock of these ranges.
    private bool AreAllNew(DecodedDeletes deletes)
    {
        foreach (var (id, ranges) in deletes.Clients)
        {
            var client = Store.FindClient(id)!;
            foreach (var range in ranges)
            {
                var end = Math.Min(range.End, client.NewFrom);
                if (range.Start < end && client.Now?.Deleted.Contains(range.Start, end) != true)
                {
                    return false;
                }
            }
        }

        return true;
    }

    // Two replicas that write as one client would give the same clock to different things.
    private void LeaveClientIdIfTaken(ref Failures failures)
    {
        foreach (var changes in Store.Changes.Touched)
        {
            if (changes.Client.Id == ClientId.Value)
            {
                ClientId = default;
                try
                {
                    ClientId = Options.NewClientId?.Invoke() ?? default;
                }
                catch (Exception exception)
                {
                    failures.Keep(exception); // the update is in: its transaction has to end like any other
                }

                return;
            }
        }
    }
}
