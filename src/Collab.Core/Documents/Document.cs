using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Types;

namespace Collab.Core.Documents;

/// <summary>One replica of a Yjs document: takes updates in any order, and gives them.</summary>
/// <remarks>Not safe for several threads at once: the owner calls it one call at a time.</remarks>
public sealed partial class Document
{
    private readonly PendingUpdates _pending = new();
    private StateVector? _stateVector;
    private byte[]? _encodedDeletes;
    private long _encodedDeletesVersion = -1;

    public Document(DocumentOptions? options = null)
    {
        Options = options ?? new DocumentOptions();
        ClientId = Options.ClientId;
        ShouldLoad = Options.ShouldLoad;
        Store = new BlockStore(Options.Gc);
        if (Options.GcFilter is { } filter)
        {
            Store.MayCollect = handle => filter(ItemInfo.Of(this, handle));
        }
    }

    /// <summary>The author of local edits; 0 if there can be none. Changes when another replica turns out to use it.</summary>
    public ClientId ClientId { get; private set; }

    /// <summary>Whether blocks or deletes wait for others that they refer to.</summary>
    public bool HasPending => !_pending.IsEmpty;

    /// <summary>Bytes of what waits.</summary>
    public int PendingBytes => _pending.Bytes;

    /// <summary>Forgets what waits, so that it cannot wait for ever for what never comes.</summary>
    /// <remarks>
    /// <para>The document shows and counts nothing of it, so nothing that was seen is lost, and its state vector stays: a peer
    /// that has these blocks sends them again when it is next asked with that state vector (sync step 1), and every such
    /// answer has all deletes. Until then, what comes and builds on them waits in turn.</para>
    /// <para>What no peer has any more is lost: so log the updates that made it wait, as
    /// <see cref="ApplyResult.PendingGrew"/> asks for, until the peers are asked again. A document that loads the log
    /// waits again for what was forgotten here.</para>
    /// </remarks>
    /// <returns>Whether anything waited.</returns>
    public bool DropPending()
    {
        var waited = HasPending;
        _pending.Clear();
        return waited;
    }

    /// <summary>The names of all root types that an update or the application has named.</summary>
    public IReadOnlyCollection<string> RootNames => [.. Store.Roots.Select(root => Store.Keys.GetText(root.Name))];

    internal DocumentOptions Options { get; }

    internal BlockStore Store { get; }

    /// <summary>Encodes the whole document as one V1 update, with what is pending, as Yjs does.</summary>
    public byte[] EncodeStateAsUpdate() => EncodeState(StateVector.Empty, UpdateFormat.V1);

    /// <summary>Encodes what a peer lacks as one V1 update: blocks from <paramref name="known"/> on, the complete delete set,
    /// about which a state vector says nothing, and what is pending.</summary>
    public byte[] EncodeStateAsUpdate(StateVector known) => EncodeState(known, UpdateFormat.V1);

    /// <summary>Encodes the whole document as one V2 update, with what is pending, as Yjs does.</summary>
    public byte[] EncodeStateAsUpdateV2() => EncodeState(StateVector.Empty, UpdateFormat.V2);

    /// <summary>Encodes what a peer lacks as one V2 update; see <see cref="EncodeStateAsUpdate(StateVector)"/>.</summary>
    public byte[] EncodeStateAsUpdateV2(StateVector known) => EncodeState(known, UpdateFormat.V2);

    public StateVector GetStateVector()
    {
        // While a transaction runs the last one is out of date.
        if (_stateVector is null || Store.Changes.Touched.Count > 0)
        {
            var clients = Store.ClientsDescending;
            var entries = new (ClientId Client, ulong Clock)[clients.Length];
            for (var i = 0; i < clients.Length; i++)
            {
                entries[i] = (new ClientId(clients[i].Id), (ulong)clients[i].State);
            }

            _stateVector = StateVector.FromDistinct(entries);
        }

        return _stateVector;
    }

    public byte[] EncodeStateVector() => GetStateVector().Encode();

    /// <summary>All that is deleted, whether it was collected or not.</summary>
    public DeleteSet GetDeleteSet() => DeleteSet.Decode(EncodedDeletes());

    /// <summary>Encodes the present as a Yjs snapshot (V1): the delete set, then the state vector.</summary>
    public byte[] EncodeSnapshot()
    {
        var writer = new Lib0Writer();
        WriteDeletes(writer, UpdateFormat.V1);
        GetStateVector().WriteTo(writer);
        return writer.ToArray();
    }

    /// <exception cref="InvalidOperationException">The root was declared as another type.</exception>
    public YText GetText(string name) => (YText)GetRoot(name, TypeKind.Text);

    /// <inheritdoc cref="GetText"/>
    public YArray GetArray(string name) => (YArray)GetRoot(name, TypeKind.Array);

    /// <inheritdoc cref="GetText"/>
    public YMap GetMap(string name) => (YMap)GetRoot(name, TypeKind.Map);

    /// <inheritdoc cref="GetText"/>
    public YXmlFragment GetXmlFragment(string name) => (YXmlFragment)GetRoot(name, TypeKind.XmlFragment);

    /// <inheritdoc cref="GetText"/>
    /// <remarks>As in Yjs, a root element has the node name UNDEFINED.</remarks>
    public YXmlElement GetXmlElement(string name) => (YXmlElement)GetRoot(name, TypeKind.XmlElement);

    /// <inheritdoc cref="GetText"/>
    public YXmlText GetXmlText(string name) => (YXmlText)GetRoot(name, TypeKind.XmlText);

    private SharedType GetRoot(string name, TypeKind kind)
    {
        ArgumentNullException.ThrowIfNull(name);
        var root = Store.GetRoot(Store.Keys.Intern(name));
        if (root.Kind == TypeKind.Undeclared)
        {
            root.Kind = kind;
        }

        return root.Kind == kind
            ? SharedType.Of(this, root)
            : throw new InvalidOperationException($"root {name} is {root.Kind}, not {kind}");
    }

    private byte[] EncodeState(StateVector known, UpdateFormat format)
    {
        ArgumentNullException.ThrowIfNull(known);
        var writer = UpdateWriter.Create(format);
        WriteBlocks(writer, known);
        WriteDeletes(writer.Rest, format);
        var state = writer.Finish();
        return _pending.IsEmpty ? state : AddPending(state, known, format);
    }

    private byte[] AddPending(byte[] state, StateVector known, UpdateFormat format)
    {
        var parts = new List<(ReadOnlyMemory<byte> Update, UpdateFormat Format)> { (state, format) };
        if (!_pending.Deletes.IsEmpty)
        {
            parts.Add((_pending.Deletes.Encode(), UpdateFormat.V1));
        }

        if (!_pending.Blocks.IsEmpty)
        {
            // Cut by the own state too: a forged block that waits at clocks which exist would else take their place in the
            // merge, and hide them from whoever loads it.
            var knownOrOwn = StateVector.Max(known, GetStateVector());
            parts.Add((Updates.Diff(_pending.Blocks.Encode(format), knownOrOwn, format), format));
        }

        return Updates.Merge(parts, format);
    }

    private void WriteBlocks(UpdateWriter writer, StateVector known)
    {
        var count = 0;
        foreach (var client in Store.ClientsDescending)
        {
            count += (ulong)client.State > known[new ClientId(client.Id)] ? 1 : 0;
        }

        writer.Rest.WriteVarUint((ulong)count);
        foreach (var client in Store.ClientsDescending)
        {
            var from = known[new ClientId(client.Id)];
            if ((ulong)client.State > from)
            {
                Store.WriteSection(writer, client, (int)from);
            }
        }
    }

    private void WriteDeletes(Lib0Writer writer, UpdateFormat format)
    {
        if (format == UpdateFormat.V1)
        {
            writer.WriteBytes(EncodedDeletes());
        }
        else
        {
            BlockStore.WriteDeletes(writer, format, Store.ClientsDescending, client => client.Deleted);
        }
    }

    private byte[] EncodedDeletes()
    {
        if (_encodedDeletes is null || _encodedDeletesVersion != Store.DeleteSetVersion)
        {
            var writer = new Lib0Writer();
            BlockStore.WriteDeletes(writer, UpdateFormat.V1, Store.ClientsDescending, client => client.Deleted);
            _encodedDeletes = writer.ToArray();
            _encodedDeletesVersion = Store.DeleteSetVersion;
        }

        return _encodedDeletes;
    }
}
