using Collab.Core.Blocks;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Core.Undo;

/// <summary>Undoes and redoes the changes of one person, whatever others did in between (Yjs, UndoManager.js).</summary>
/// <remarks>
/// <para>An undo is a transaction like any other: it deletes what was inserted, and inserts what was deleted anew. Its origin
/// is the undo manager.</para>
/// <para>What is on the stacks is kept from being collected, until it is cleared.</para>
/// </remarks>
public sealed partial class UndoManager : IDisposable
{
    private readonly UndoManagerOptions _options;
    private readonly HashSet<object?> _trackedOrigins;
    private readonly HashSet<TypeNode> _scope = [];
    private readonly IDisposable _watch;
    private readonly Dictionary<Transaction, StackKind> _popping = [];
    private List<StackItem> _undoStack = [];
    private List<StackItem> _redoStack = [];
    private bool _hasWholeScope;
    private long? _lastChange;

    /// <summary>Watches one type and all that nests in it.</summary>
    public UndoManager(SharedType scope, UndoManagerOptions? options = null)
        : this([scope ?? throw new ArgumentNullException(nameof(scope))], options)
    {
    }

    /// <summary>Watches types of one document, and all that nests in them.</summary>
    /// <exception cref="ArgumentException">There is none, or they are of several documents.</exception>
    public UndoManager(IReadOnlyList<SharedType> scope, UndoManagerOptions? options = null)
        : this(DocumentOf(scope), options, hasWholeScope: false) => AddToScope([.. scope]);

    /// <summary>Watches a whole document.</summary>
    public UndoManager(Document scope, UndoManagerOptions? options = null)
        : this(scope, options, hasWholeScope: true)
    {
    }

    private UndoManager(Document document, UndoManagerOptions? options, bool hasWholeScope)
    {
        ArgumentNullException.ThrowIfNull(document);
        Document = document;
        _options = options ?? new UndoManagerOptions();
        _trackedOrigins = [.. _options.TrackedOrigins, this];
        _hasWholeScope = hasWholeScope;
        _watch = document.WatchTypes(() =>
        {
            document.AfterTransaction -= Capture;
            document.Destroyed -= DisposeWith;
        });
        document.AfterTransaction += Capture;
        document.Destroyed += DisposeWith;
    }

    /// <summary>A step came on a stack.</summary>
    public event Action<StackItemEvent>? StackItemAdded;

    /// <summary>A further change became part of the last step.</summary>
    public event Action<StackItemEvent>? StackItemUpdated;

    /// <summary>A step was undone or redone.</summary>
    public event Action<StackItemEvent>? StackItemPopped;

    public event Action<StackClearedEvent>? StackCleared;

    public Document Document { get; }

    public bool CanUndo => _undoStack.Count > 0;

    public bool CanRedo => _redoStack.Count > 0;

    /// <summary>The steps that can be undone, the last one last.</summary>
    public IReadOnlyList<StackItem> UndoStack => _undoStack;

    /// <summary>The steps that can be redone, the last one last.</summary>
    public IReadOnlyList<StackItem> RedoStack => _redoStack;

    /// <summary>Undoes the last step that there is still something to undo of.</summary>
    /// <returns>The step; null if nothing was changed.</returns>
    /// <exception cref="InvalidOperationException">Called within a transaction, or the document has no client id.</exception>
    public StackItem? Undo() => Pop(StackKind.Undo);

    /// <summary>Redoes what was undone last.</summary>
    /// <inheritdoc cref="Undo"/>
    public StackItem? Redo() => Pop(StackKind.Redo);

    /// <summary>Begins a new step with the next change, however soon it comes.</summary>
    public void StopCapturing() => _lastChange = null;

    /// <summary>Watches further types.</summary>
    /// <exception cref="ArgumentException">A type is of another document.</exception>
    public void AddToScope(params ReadOnlySpan<SharedType> types)
    {
        foreach (var type in types)
        {
            if (type.Document != Document)
            {
                throw new ArgumentException("a type of another document", nameof(types));
            }

            _scope.Add(type.Node);
        }
    }

    /// <summary>Watches the whole document from now on.</summary>
    public void AddWholeDocumentToScope() => _hasWholeScope = true;

    public void AddTrackedOrigin(object? origin) => _trackedOrigins.Add(origin);

    public void RemoveTrackedOrigin(object? origin) => _trackedOrigins.Remove(origin);

    /// <summary>Forgets steps, and no longer keeps what they deleted from being collected.</summary>
    public void Clear(bool undo = true, bool redo = true)
    {
        if ((!undo || !CanUndo) && (!redo || !CanRedo))
        {
            return;
        }

        Document.Transact(_ =>
        {
            LetGo(undo ? _undoStack : []);
            LetGo(redo ? _redoStack : []);
            _undoStack = undo ? [] : _undoStack;
            _redoStack = redo ? [] : _redoStack;
            StackCleared?.Invoke(new StackClearedEvent(undo, redo));
        });
    }

    /// <summary>Watches no longer. The stacks stay as they are.</summary>
    public void Dispose() => _watch.Dispose();

    private void DisposeWith(Document document) => Dispose();

    private static Document DocumentOf(IReadOnlyList<SharedType> scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Count > 0 ? scope[0].Document : throw new ArgumentException("no type to watch", nameof(scope));
    }

    private void LetGo(List<StackItem> stack)
    {
        foreach (var step in stack)
        {
            foreach (var handle in Store.BlocksOf(step.Deletions))
            {
                if (IsInScope(handle))
                {
                    Store.Keep(handle, false);
                }
            }
        }
    }
}
