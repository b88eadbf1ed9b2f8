using System.Runtime.InteropServices;

namespace Collab.Core.Storage;

/// <summary>Remembers each writer's last commit, so that repeating it appends nothing twice.</summary>
/// <remarks>One is enough: a writer has one commit under way at a time. Not safe for use by several threads at
/// once.</remarks>
internal sealed class CommitLedger
{
    private readonly Dictionary<Guid, LastCommit> _last = [];

    /// <summary>Looks up what a commit gave a document when it was made before.</summary>
    /// <exception cref="ArgumentException">The writer has made later commits already: it is no repeat, but a
    /// mistake.</exception>
    public bool TryFind(CommitId commit, DocumentName document, out long sequence)
    {
        sequence = 0;
        if (!_last.TryGetValue(commit.Writer, out var last) || commit.Number > last.Number)
        {
            return false;
        }

        if (commit.Number < last.Number)
        {
            throw new ArgumentException(
                $"commit {commit.Number} of writer {commit.Writer} comes after its commit {last.Number}",
                nameof(commit));
        }

        return last.Sequences.TryGetValue(document, out sequence);
    }

    /// <summary>Notes that a commit appended to a document, up to a sequence.</summary>
    public void Record(CommitId commit, DocumentName document, long sequence)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, commit.Writer, out var known);
        if (!known || last.Number < commit.Number)
        {
            last = new LastCommit(commit.Number, []);
        }

        if (last.Number == commit.Number)
        {
            last.Sequences[document] = sequence;
        }
    }

    private readonly record struct LastCommit(long Number, Dictionary<DocumentName, long> Sequences);
}
