using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

public abstract partial class SharedType
{
    /// <summary>The document that an item embeds; null if it holds something else, or was deleted.</summary>
    private protected Document? DocumentIn(int handle)
    {
        ref var item = ref Store[handle];
        return item.Kind == ContentKind.Document && !item.IsDeleted
            ? Document.SubdocumentAt(new BlockId(item.Client, item.Clock))
            : null;
    }
}
