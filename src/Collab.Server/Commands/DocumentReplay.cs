using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Storage;

namespace Collab.Server.Commands;

/// <summary>Makes a document of what is stored of it, as a session does, and tells what does not fit.</summary>
internal sealed class DocumentReplay(UpdateLimits limits)
{
    private readonly List<StoreFinding> _findings = [];

    public IReadOnlyList<StoreFinding> Findings => _findings;

    public Document Document { get; } = new(new DocumentOptions { Limits = limits });

    /// <summary>Applies the checkpoint; then what it replaced, which must add nothing and, where all of it is kept, make the same;
    /// then the updates after it.</summary>
    public void Run(InspectedDocument inspected)
    {
        var stored = inspected.Stored;
        var sequence = stored.Checkpoint?.Sequence ?? 0;
        if (stored.Checkpoint is { } checkpoint)
        {
            TryApply(checkpoint.State, $"its checkpoint at sequence {checkpoint.Sequence}", out _);
        }

        foreach (var update in inspected.Replaced)
        {
            if (TryApply(update, "an update that its checkpoint stands for", out var result)
                && result.Outcome != ApplyOutcome.Nothing)
            {
                Add(FindingSeverity.Damage, $"its checkpoint at sequence {sequence} lacks what an update before it holds");
                break;
            }
        }

        if (_findings.Count == 0 && CheckpointComparison.FindDifference(inspected) is { } difference)
        {
            _findings.Add(difference);
        }

        foreach (var update in stored.Updates)
        {
            TryApply(update, $"update {++sequence}", out _);
        }

        if (Document.HasPending)
        {
            Add(
                FindingSeverity.Warning,
                $"{Document.PendingBytes} bytes in it wait for others that were never stored, and cannot be seen");
        }
    }

    private bool TryApply(ReadOnlyMemory<byte> update, string what, out ApplyResult result)
    {
        try
        {
            result = Document.ApplyStoredUpdate(update.Span);
            return true;
        }
        catch (MalformedUpdateException malformed)
        {
            Add(FindingSeverity.Damage, $"{what} is no Yjs update: {malformed.Message}");
        }
        catch (PendingLimitException limit)
        {
            Add(FindingSeverity.Damage, $"{what} cannot be applied: {limit.Message}");
        }

        result = default;
        return false;
    }

    private void Add(FindingSeverity severity, string what) => _findings.Add(new StoreFinding(severity, what));
}
