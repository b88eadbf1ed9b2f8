using Collab.Core.Codec;

namespace Collab.Core.Sessions;

// What a new document begins with: nobody is let in before it is durable.
internal sealed partial class DocumentSession
{
    /// <summary>Those who came before the seed was durable.</summary>
    private readonly List<JoinRequest> _waitForSeed = [];

    private bool _isSeeding;

    /// <summary>Asks the host what the document begins with.</summary>
    private async Task<ReadOnlyMemory<byte>> LoadSeedAsync(CancellationToken cancellationToken)
    {
        foreach (var seed in _environment.Seeds)
        {
            // One that hangs may not look at the token either.
            var update = await seed.LoadAsync(Name, cancellationToken).AsTask().WaitAsync(cancellationToken);
            if (update is { IsEmpty: false } some && !some.Span.SequenceEqual(EmptyUpdate))
            {
                return some.ToArray();
            }
        }

        return default;
    }

    /// <summary>Makes the seed the document's first batch, and commits it like any other.</summary>
    /// <exception cref="MalformedUpdateException">It is no update.</exception>
    /// <exception cref="InvalidDataException">It refers to what it does not have.</exception>
    private void BeginWith(ReadOnlyMemory<byte> seed)
    {
        var document = NewDocument();
        document.ApplyUpdate(seed.Span);
        if (document.HasPending)
        {
            throw new InvalidDataException($"the seed of {Name} lacks what parts of it refer to");
        }

        _opened = new OpenedDocument(document);
        _uncommitted.Add(new Batch(++_batchNumber, ++_sequence, seed, [seed]));
        NoteRecorded(seed.Length);
        _isSeeding = true;
        SubmitCommit();
    }

    /// <summary>Lets those in who waited for the seed, which is durable now.</summary>
    private void LetSeededIn()
    {
        _isSeeding = false;
        foreach (var request in _waitForSeed)
        {
            Join(request);
        }

        _waitForSeed.Clear();
    }

    /// <summary>Sends those away who would wait for too long. The session stays: it alone knows that the document has its seed.</summary>
    private void RefuseSeededIfLate()
    {
        if (_isSeeding && _environment.Time.GetElapsedTime(_submittedAt) >= _options.LoadTimeout)
        {
            RefuseSeeded(PeerClose.StorageTrouble("the document could not be saved; reconnect"));
        }
    }

    private void RefuseSeeded(PeerClose close)
    {
        foreach (var request in _waitForSeed)
        {
            request.Refuse(close);
        }

        _waitForSeed.Clear();
    }
}
