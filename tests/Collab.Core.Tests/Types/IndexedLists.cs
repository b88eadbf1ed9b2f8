using Collab.Core.Blocks;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Core.Tests.Types;

/// <summary>Position indexes where there would be none yet.</summary>
internal static class IndexedLists
{
    /// <summary>Gives every list in a document an index, however short.</summary>
    public static void MakeAll(Document document)
    {
        var open = new Stack<TypeNode>(document.Store.Roots);
        while (open.TryPop(out var type))
        {
            document.Store.IndexPositions(type);
            var inList = SharedTypeReader.ReadList(document.Store, type).Select(unit => unit.Type);
            var byKey = SharedTypeReader.ReadMap(document.Store, type).Select(entry => entry.Type);
            foreach (var nested in inList.Concat(byKey).OfType<TypeNode>())
            {
                open.Push(nested);
            }
        }
    }
}
