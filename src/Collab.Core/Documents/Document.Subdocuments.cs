using System.Diagnostics.CodeAnalysis;
using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <content>Documents that are embedded in this one: known by their guid, with content that is synchronised apart (Yjs, Doc.js,
/// ContentDoc.js). A document is only made of an item when somebody asks for it, or is told of it.</content>
public sealed partial class Document
{
    // By the item that holds it; null until it is asked for.
    private readonly Dictionary<BlockId, Document?> _subdocuments = [];
    private BlockId _holder;

    /// <summary>Embedded documents came, went, or are wanted; after the update of the transaction was raised.</summary>
    public event Action<SubdocumentsChange>? SubdocumentsChanged;

    /// <summary>The document was destroyed: who provides its content should let go of it.</summary>
    public event Action<Document>? Destroyed;

    /// <summary>The name by which documents know it that embed it; null if it has none.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "It is Yjs's word.")]
    public string? Guid => Options.Guid;

    /// <summary>What the documents that embed it tell about it; undefined if nothing.</summary>
    public Any Meta => Options.Meta;

    /// <summary>Whether replicas of the documents that embed it are to load it at once.</summary>
    public bool AutoLoad => Options.AutoLoad;

    /// <summary>Whether somebody wants its content.</summary>
    public bool ShouldLoad { get; private set; }

    public bool IsDestroyed { get; private set; }

    /// <summary>The document that embeds it; null if none does.</summary>
    public Document? ParentDocument { get; private set; }

    /// <summary>The documents that are embedded in this one.</summary>
    public IReadOnlyCollection<Document> Subdocuments => [.. _subdocuments.Keys.ToArray().Select(SubdocumentAt)];

    /// <summary>The guids of the documents that are embedded in this one, each once.</summary>
    public IReadOnlyCollection<string> SubdocumentGuids =>
        [.. _subdocuments.Keys.Select(item => ReadSubdocument(item).Guid!).Distinct()];

    /// <summary>Tells those who listen to the parent document that this one's content is wanted.</summary>
    public void Load()
    {
        if (!ShouldLoad && ParentDocument is { } parent)
        {
            parent.Transact(transaction => (transaction.Subdocuments ??= new SubdocumentSets()).Loaded.Add(this));
        }

        ShouldLoad = true;
    }

    /// <summary>Gives the document up, with all that are embedded in it. Where it is embedded itself, another takes its place
    /// that is not loaded.</summary>
    public void Destroy()
    {
        var failures = default(Failures);
        Destroy(ref failures);
        failures.Throw();
    }

    /// <summary>The document that an item holds, made on demand.</summary>
    internal Document SubdocumentAt(BlockId item) =>
        _subdocuments.TryGetValue(item, out var known) && known is not null ? known : Create(item, shouldLoad: null);

    /// <summary>Lets an item hold a document.</summary>
    internal void Embed(Document document, int handle)
    {
        var item = new BlockId(Store[handle].Client, Store[handle].Clock);
        document.ParentDocument = this;
        document.ClientId = ClientId;
        document._holder = item;
        _subdocuments[item] = document;
    }

    /// <exception cref="InvalidOperationException">It has no guid, or is embedded already.</exception>
    internal void ThrowUnlessEmbeddable()
    {
        if (Guid is null)
        {
            throw new InvalidOperationException("a document without a guid cannot be embedded");
        }

        if (ParentDocument is not null)
        {
            throw new InvalidOperationException("the document is embedded already: make another with the same guid");
        }
    }

    /// <summary>Writes the content of an item that holds this document: the guid, then options as Yjs names them.</summary>
    internal void WriteAsContent(Lib0Writer writer)
    {
        var options = new List<KeyValuePair<string, Any>>();
        if (!Options.Gc)
        {
            options.Add(KeyValuePair.Create("gc", (Any)false));
        }

        if (AutoLoad)
        {
            options.Add(KeyValuePair.Create("autoLoad", (Any)true));
        }

        if (Meta.Kind is not (AnyKind.Undefined or AnyKind.Null))
        {
            options.Add(KeyValuePair.Create("meta", Meta));
        }

        writer.WriteVarString(Guid);
        writer.WriteAny(Any.FromObject([.. options]));
    }

    private void Destroy(ref Failures failures)
    {
        var (parent, item) = (ParentDocument, _holder);
        GiveUp(ref failures);
        try
        {
            parent?.Transact(transaction => parent.Replace(this, item, transaction));
        }
        catch (Exception exception)
        {
            failures.Keep(exception);
        }
    }

    private void Replace(Document destroyed, BlockId item, Transaction transaction)
    {
        if (!_subdocuments.ContainsKey(item))
        {
            return; // the item was deleted, and those who listen are about to be told
        }

        var sets = transaction.Subdocuments ??= new SubdocumentSets();
        sets.Added.Add(Create(item, shouldLoad: false));
        sets.Removed.Add(destroyed);
    }

    private Document Create(BlockId item, bool? shouldLoad)
    {
        var content = ReadSubdocument(item);
        var document = new Document(content);
        document.ShouldLoad = shouldLoad ?? document.ShouldLoad;
        Embed(document, Store.Find(item.Client, item.Clock));
        return document;
    }

    private DocumentOptions ReadSubdocument(BlockId item)
    {
        var reader = new Lib0Reader(Store.ContentOf(Store[Store.Find(item.Client, item.Clock)]));
        var guid = reader.ReadVarString();
        var options = reader.ReadAny(int.MaxValue);
        return new DocumentOptions
        {
            Guid = guid,
            Gc = options["gc"] != false,
            AutoLoad = options["autoLoad"] == true,
            ShouldLoad = options["shouldLoad"] == true || options["autoLoad"] == true,
            Meta = options["meta"],
            NewClientId = Options.NewClientId,
            Limits = Options.Limits,
        };
    }

    // Before anything is collected: to tell of a document that went, its item has to be read.
    private SubdocumentSets? SettleSubdocuments(TransactionChanges changes, Transaction? transaction)
    {
        if (changes.Documents is null)
        {
            return transaction?.Subdocuments;
        }

        var sets = transaction?.Subdocuments ?? new SubdocumentSets();
        var added = new OrderedDictionary<BlockId, bool>();
        foreach (var (item, isAdded) in changes.Documents)
        {
            if (isAdded)
            {
                added.Add(item, true);
                _subdocuments.TryAdd(item, null);
            }
            else
            {
                Remove(item, wasAdded: added.Remove(item), sets);
            }
        }

        if (SubdocumentsChanged is not null)
        {
            sets.Added.AddRange(added.Keys.Select(SubdocumentAt));
            sets.Loaded.AddRange(added.Keys.Select(SubdocumentAt).Where(document => document.ShouldLoad));
        }

        return sets;
    }

    private void Remove(BlockId item, bool wasAdded, SubdocumentSets sets)
    {
        var isTold = SubdocumentsChanged is not null && !wasAdded;
        var document = isTold ? SubdocumentAt(item) : _subdocuments.GetValueOrDefault(item);
        _subdocuments.Remove(item);
        if (document is not null)
        {
            (wasAdded ? sets.Passing : sets.Removed).Add(document);
        }
    }

    private void TellOfSubdocuments(SubdocumentSets? sets, Transaction? transaction, ref Failures failures)
    {
        if (sets is null)
        {
            return;
        }

        if (transaction is not null && !sets.IsEmpty)
        {
            failures.Raise(SubdocumentsChanged, new SubdocumentsChange(sets.Added, sets.Removed, sets.Loaded, transaction));
        }

        foreach (var document in sets.Removed.Concat(sets.Passing))
        {
            document.GiveUp(ref failures);
        }
    }

    private void GiveUp(ref Failures failures)
    {
        ParentDocument = null;
        if (IsDestroyed)
        {
            return;
        }

        IsDestroyed = true;
        foreach (var document in _subdocuments.Values.OfType<Document>().ToArray())
        {
            document.Destroy(ref failures);
        }

        failures.Raise(Destroyed, this);
    }
}
