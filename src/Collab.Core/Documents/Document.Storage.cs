using Collab.Core.Blocks;

namespace Collab.Core.Documents;

// What those need who keep documents: that what was stored loads, and a way to tell whether it still is what it was.
public sealed partial class Document
{
    /// <summary>Makes a digest of every unit's id, neighbours, place, content and deletion, and of what is pending.</summary>
    /// <remarks>Documents of one state have one digest, however their blocks are cut, and in whatever way it was put into them;
    /// anything else about them makes another. It does not use what encodes updates, so that it can judge that.</remarks>
    public ContentDigest GetContentDigest()
    {
        var digester = default(UnitDigester);
        Store.AddTo(ref digester);
        _pending.AddTo(ref digester, Store);
        var (high, low) = digester.Finish();
        return new ContentDigest(high, low);
    }

    /// <summary>Applies a V1 update that a store had: it was accepted once, and is whatever the limits are by now.</summary>
    /// <inheritdoc cref="ApplyUpdate"/>
    public ApplyResult ApplyStoredUpdate(ReadOnlySpan<byte> update) =>
        Apply(update, UpdateFormat.V1, origin: null, UpdateLimits.OfStored);

    /// <summary>Integrates what is pending and need not be.</summary>
    /// <remarks>As Yjs does, a document tries only when a block comes that it noted as missing, and it does not note all: so one that
    /// loads the same blocks in one update may get further. After this both are the same.</remarks>
    /// <exception cref="InvalidOperationException">Called within the body of a transaction.</exception>
    public void RetryPending()
    {
        ThrowIfInTransaction();
        if (_pending.IsEmpty)
        {
            return;
        }

        var failures = default(Failures);
        Begin(IsWatched || _ended.Count > 0 ? new Transaction(this, origin: null, isLocal: false) : null, ref failures);
        if (_pending.Blocks.Release(Store))
        {
            ReleaseDeletes();
        }

        End(encodes: false, ref failures);
        failures.Throw();
    }
}
