using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>What a transaction changed in a text: <see cref="TextDelta"/> tells of the text and its formats,
/// <see cref="YEvent.Keys"/> of its attributes.</summary>
public sealed class YTextEvent : YEvent
{
    private IReadOnlyList<TextOperation>? _textDelta;

    internal YTextEvent(SharedType target, Transaction transaction, ChangedType changed)
        : base(target, transaction, changed)
    {
    }

    /// <summary>Every attribute of the text as a whole that was set or removed.</summary>
    public IReadOnlyCollection<string> KeysChanged => ChangedKeys;

    /// <summary>Whether text, embeds or formats changed.</summary>
    public bool ChildListChanged => IsListChanged;

    /// <summary>The change as a Quill delta: applied to the text as it was before, it makes the text as it is.</summary>
    public IReadOnlyList<TextOperation> TextDelta => _textDelta ??= TextChanges.Find(this);
}
