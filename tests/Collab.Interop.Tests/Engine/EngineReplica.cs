using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Interop.Tests.Engine;

/// <summary>A document of the engine in a session, and what it told by its event.</summary>
internal sealed class EngineReplica
{
    private readonly List<Any> _heard = [];
    private byte[]? _told;

    /// <param name="isWatched">Whether to compare what observers hear.</param>
    public EngineReplica(Document document, CrossFlavour flavour, bool isWatched)
    {
        Document = document;
        if (isWatched)
        {
            CrossEvents.Watch(document, flavour, _heard.Add);
        }

        document.Update += (update, _) =>
        {
            Assert.True(_told is null, "one transaction raised two updates");
            _told = update;
        };
    }

    public Document Document { get; }

    /// <summary>Makes edits in one transaction.</summary>
    /// <returns>Their update; null if nothing changed.</returns>
    public byte[]? Edit(Action edits)
    {
        _told = null;
        var update = Document.TransactAndEncode(_ => edits());
        CrossAssert.SameBytes(update, _told, "what a transaction returns and what its event tells");
        return update;
    }

    /// <summary>What observers heard since this was asked last.</summary>
    public Any TakeHeard()
    {
        var heard = Message.List(_heard);
        _heard.Clear();
        return heard;
    }

    /// <summary>Applies an update, of which Yjs raised that event, and observers heard that.</summary>
    public void Receive(int version, byte[] update, byte[]? echo, Any heard)
    {
        _told = null;
        var result = version == 2 ? Document.ApplyUpdateV2(update) : Document.ApplyUpdate(update);
        CrossAssert.SameBytes(echo, _told, "the event of a received update");
        var isChanged = result.Outcome is ApplyOutcome.Whole or ApplyOutcome.Partial;
        Assert.True(isChanged == echo is not null, $"the engine says {result.Outcome} of {Convert.ToHexString(update)}");
        if (result.Outcome == ApplyOutcome.Partial)
        {
            CrossAssert.SameBytes(echo, result.Integrated, "what is new of an update");
        }

        CrossAssert.SameContent(heard, TakeHeard(), $"what observers heard of V{version} {Convert.ToHexString(update)}");
    }
}
