using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;
using Collab.Server.Catalog;

namespace Collab.Server.Files;

/// <summary>Lets the images of a copied page be the copy's own, so that they do not go when the original is deleted.</summary>
/// <remarks>Boards hold hashes alone, which are looked for among the board's own files.</remarks>
internal static class FileReferences
{
    private const string Attribute = "src";

    /// <param name="copy">A page that nobody else has yet.</param>
    public static void Move(Document copy, DocumentName from, DocumentName to)
    {
        foreach (var element in copy.GetXmlFragment(DocumentContent.Root).Descendants().OfType<YXmlElement>().ToList())
        {
            if (element.GetAttribute(Attribute) is { Kind: AnyKind.String } value
                && FileAddress.Move(value.AsString(), from, to) is { } moved)
            {
                element.SetAttribute(Attribute, moved);
            }
        }
    }
}
