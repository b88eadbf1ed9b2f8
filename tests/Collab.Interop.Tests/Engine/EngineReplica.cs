using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Undo;

namespace Collab.Interop.Tests.Engine;

/// <summary>A document of the engine in a session, and what it told by its event.</summary>
internal sealed class EngineReplica : IDisposable
{
    private readonly UndoManager? _undo;
    private readonly List<Any> _heard = [];
    private byte[]? _told;

    /// <param name="isWatched">Whether to compare what observers hear.</param>
    /// <param name="undo">Milliseconds that one step of undo takes together; negative: nothing is undone.</param>
    public EngineReplica(Document document, CrossFlavour flavour, bool isWatched, double undo)
    {
        Document = document;
        if (undo >= 0)
        {
            var scope = flavour.Roots.Select(root => CrossContent.Root(document, root.Name, root.Kind)).ToArray();
            _undo = new UndoManager(scope, new UndoManagerOptions { CaptureTimeout = TimeSpan.FromMilliseconds(undo) });
        }

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

    public void Dispose() => _undo?.Dispose();

    /// <summary>Undoes, redoes, or ends the step that is being captured.</summary>
    /// <param name="command">As <c>clients/engine/commands.mjs</c> knows it.</param>
    /// <returns>The update; null if nothing changed.</returns>
    public byte[]? Undo(string command)
    {
        _told = null;
        switch (command)
        {
            case "undo":
                _undo!.Undo();
                break;
            case "redo":
                _undo!.Redo();
                break;
            default:
                _undo!.StopCapturing();
                break;
        }

        return _told;
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
        var waited = Document.HasPending;
        var result = version == 2 ? Document.ApplyUpdateV2(update, this) : Document.ApplyUpdate(update, this);
        CrossAssert.SameBytes(echo, _told, "the event of a received update");
        var isChanged = result.Outcome is ApplyOutcome.Whole or ApplyOutcome.Partial;
        Assert.True(isChanged == echo is not null, $"the engine says {result.Outcome} of {Convert.ToHexString(update)}");
        if (result.Outcome == ApplyOutcome.Partial)
        {
            CrossAssert.SameBytes(echo, result.Integrated, "what is new of an update");
        }

        CrossAssert.SameEvents(heard, TakeHeard(), waited, $"what observers heard of V{version} {Convert.ToHexString(update)}");
    }
}
