using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

public partial class YMap
{
    /// <summary>A key's value in a past state; of a nested shared type the JSON of what it is now. False if it had none.</summary>
    public bool TryGet(string key, Snapshot snapshot, out Any value) =>
        SnapshotReader.TryReadKey(Document, Node, key, snapshot, out value);

    /// <summary>The keys with their values in a past state, as <see cref="TryGet(string, Snapshot, out Any)"/> gives them.</summary>
    public IReadOnlyList<KeyValuePair<string, Any>> GetEntries(Snapshot snapshot) =>
        SnapshotReader.ReadMap(Document, Node, snapshot);
}
