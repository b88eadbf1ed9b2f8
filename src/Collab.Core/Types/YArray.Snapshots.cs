using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

public sealed partial class YArray
{
    /// <summary>The elements in a past state; a nested shared type as the JSON of what it is now.</summary>
    public Any[] ToArray(Snapshot snapshot) => SnapshotReader.ReadList(Document, Node, snapshot);
}
