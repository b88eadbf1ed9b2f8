using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

public sealed partial class Document
{
    // Two varUints of five bytes.
    private const int MaxBytesPerRange = 10;

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
        Apply(update, UpdateFormat.V1, origin);

    /// <summary>Applies a V2 update, as <see cref="ApplyUpdate"/> does V1. <see cref="ApplyResult.Integrated"/> is V1
    /// nevertheless, and the received bytes, of <see cref="ApplyOutcome.Whole"/>, are V2.</summary>
    /// <inheritdoc cref="ApplyUpdate"/>
    public ApplyResult ApplyUpdateV2(ReadOnlySpan<byte> update, object? origin = null) =>
        Apply(update, UpdateFormat.V2, origin);

    private ApplyResult Apply(ReadOnlySpan<byte> update, UpdateFormat format, object? origin)
    {
        ThrowIfInTransaction();
        var failures = default(Failures);
        ApplyOutcome outcome;
        bool grew;
        try
        {
            _decoded.Read(update, format, Options.Limits);
            Begin(IsWatched || _ended.Count > 0 ? new Transaction(this, origin, isLocal: false) : null, ref failures);
            (outcome, grew) = Carry(_decoded.SourceOf(update));
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

        var changes = End(outcome == ApplyOutcome.Partial, ref failures);
        failures.Throw();
        return new ApplyResult { Outcome = outcome, Integrated = changes, PendingGrew = grew };
    }

    private (ApplyOutcome Outcome, bool PendingGrew) Carry(ReadOnlySpan<byte> source)
    {
        var plan = IntegrationPlan.Make(Store, _decoded);
        var restDeletes = FindRestDeletes(_decoded.Deletes, plan);
        var restBlocks = plan.HasRest ? _pending.MergeBlocks(EncodeRest(_decoded, source)) : null;
        ThrowIfTooMuchPending(restBlocks, restDeletes);

        // From here on nothing may fail.
        var isAlone = Store.Changes.IsEmpty; // else a handler of BeforeTransaction added to it
        IntegrateAll(_decoded, plan, source);
        var retries = _pending.CanRetry(Store);
        var grew = restBlocks is not null && _pending.SetBlocks(restBlocks, plan.Missing!);
        var deletes = _decoded.Deletes;
        ApplyDeletes(deletes);
        var released = RetryPendingDeletes();
        grew |= _pending.AddDeletes(restDeletes);
        if (retries)
        {
            RetryPendingBlocks();
            released = true;
        }

        LeaveClientIdIfTaken();
        var isWhole = isAlone && plan.IsAllNew && !plan.HasRest && restDeletes.IsEmpty && !released && AreAllNew(deletes);
        var outcome = Store.Changes.IsEmpty ? (grew ? ApplyOutcome.PendingOnly : ApplyOutcome.Nothing)
            : isWhole ? ApplyOutcome.Whole
            : ApplyOutcome.Partial;
        return (outcome, grew);
    }

    private void IntegrateAll(DecodedUpdate update, in IntegrationPlan plan, ReadOnlySpan<byte> source)
    {
        if (plan.Order is null)
        {
            for (var i = 0; i < update.BlockCount; i++)
            {
                Store.Integrate(update[i], source);
            }

            return;
        }

        foreach (var index in plan.Order)
        {
            Store.Integrate(update[index], source);
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

    private bool RetryPendingDeletes()
    {
        if (!_pending.HasDeletes)
        {
            return false;
        }

        var deletes = _pending.TakeApplicableDeletes(Store);
        ApplyDeletes(deletes);
        return !deletes.IsEmpty;
    }

    // What still waits after this waits for something else, so that one attempt is enough.
    private void RetryPendingBlocks()
    {
        var blocks = _pending.TakeBlocks();
        var decoded = new DecodedUpdate();
        decoded.Read(blocks, UpdateFormat.V1, UpdateLimits.Default);
        var plan = IntegrationPlan.Make(Store, decoded);
        IntegrateAll(decoded, plan, blocks);
        if (plan.HasRest)
        {
            _pending.SetBlocks(EncodeRest(decoded, blocks), plan.Missing);
        }

        decoded.Release();
        RetryPendingDeletes();
    }

    private static byte[] EncodeRest(DecodedUpdate update, ReadOnlySpan<byte> source)
    {
        var writer = new SectionWriter(UpdateFormat.V1);
        var sections = update.Sections.ToArray();
        Array.Sort(sections, (left, right) => right.Client.CompareTo(left.Client));
        foreach (var section in sections)
        {
            for (var i = section.WaitsFrom; i < section.End; i++)
            {
                writer.Write(update[i], source, 0);
            }
        }

        return writer.Finish(DecodedDeletes.None.WriteTo);
    }

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

    private void ThrowIfTooMuchPending(byte[]? blocks, DecodedDeletes deletes)
    {
        var limits = Options.Limits;
        if (blocks is null && deletes.IsEmpty)
        {
            return;
        }

        // An upper bound, and the same for the ranges that wait and those that come: what was taken bit by bit must not be over the
        // limit for whoever loads it as one.
        var deleteBytes = (deletes.Clients.Sum(entry => (long)entry.Ranges.Count) + _pending.DeleteRangeCount) * MaxBytesPerRange;
        var bytes = (blocks?.Length ?? _pending.Blocks?.Length ?? 0) + deleteBytes;
        if (bytes > limits.MaxPendingBytes)
        {
            throw new PendingLimitException($"more than {limits.MaxPendingBytes} bytes would be pending");
        }

        if (blocks is not null && CountBlocks(blocks) > limits.MaxPendingBlocks)
        {
            throw new PendingLimitException($"more than {limits.MaxPendingBlocks} blocks would be pending");
        }
    }

    private static int CountBlocks(byte[] update)
    {
        var count = 0;
        for (var cursor = UpdateCursor.Open(update, UpdateFormat.V1, skipsGaps: true); cursor.HasCurrent; cursor.MoveNext())
        {
            count++;
        }

        return count;
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
    private void LeaveClientIdIfTaken()
    {
        foreach (var changes in Store.Changes.Touched)
        {
            if (changes.Client.Id == ClientId.Value)
            {
                ClientId = Options.NewClientId?.Invoke() ?? default;
                return;
            }
        }
    }
}
