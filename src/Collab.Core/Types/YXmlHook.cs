using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>A map in an XML tree that stands for something the application draws itself.</summary>
public sealed partial class YXmlHook : YMap
{
    internal YXmlHook(Document document, TypeNode node)
        : base(document, node)
    {
    }

    public string HookName => Store.Keys.GetText(Node.Name);
}
