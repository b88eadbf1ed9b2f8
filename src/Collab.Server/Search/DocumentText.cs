using System.Text;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;
using Collab.Server.Catalog;

namespace Collab.Server.Search;

/// <summary>Takes out of a document what people read in it: as one line, cut to a length.</summary>
internal sealed class DocumentText
{
    private readonly int _maxLength;
    private readonly StringBuilder _line = new();

    private DocumentText(int maxLength) => _maxLength = maxLength;

    private bool IsFull => _line.Length >= _maxLength;

    /// <param name="maxLength">In UTF-16 units.</param>
    /// <returns>Words with one blank between them, without control characters and lone surrogates; empty for a kind that is not ours.</returns>
    public static string Read(Document document, DocumentKind kind, int maxLength)
    {
        var text = new DocumentText(maxLength);
        switch (kind)
        {
            case DocumentKind.Page:
                text.AddPage(document.GetXmlFragment(DocumentContent.Root));
                break;
            case DocumentKind.Text:
                text.Add(document.GetText(DocumentContent.Root).ToString());
                break;
            case DocumentKind.Board:
                text.AddBoard(document.GetMap(DocumentContent.Elements));
                break;
            default:
                break;
        }

        return text._line.ToString().TrimEnd();
    }

    private void AddPage(YXmlFragment page)
    {
        foreach (var node in page.Descendants())
        {
            if (IsFull)
            {
                return;
            }

            // Blocks, and what stands in a line without being text, end a word.
            if (node is YXmlElement)
            {
                AddBlank();
            }
            else if (node is YXmlText text)
            {
                AddRuns(text);
                AddBlank();
            }
        }
    }

    /// <summary>Formats may begin and end within a word.</summary>
    private void AddRuns(YXmlText text)
    {
        foreach (var run in text.ToDelta())
        {
            if (run.Type is null && run.Insert.Kind == AnyKind.String)
            {
                Add(run.Insert.AsString());
            }
        }
    }

    private void AddBoard(YMap elements)
    {
        foreach (var id in elements.Keys)
        {
            if (IsFull)
            {
                return;
            }

            if (elements.GetType(id) is YMap element && !IsDeleted(element))
            {
                Add(StringOf(element, "type") switch
                {
                    "text" => StringOf(element, "text"),
                    "frame" => StringOf(element, "name"),
                    _ => "",
                });
                AddBlank();
            }
        }
    }

    private static bool IsDeleted(YMap element) =>
        element.TryGet("isDeleted", out var deleted) && deleted.Kind == AnyKind.Boolean && deleted.AsBoolean();

    private static string StringOf(YMap element, string key) =>
        element.TryGet(key, out var value) && value.Kind == AnyKind.String ? value.AsString() : "";

    private void Add(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsFull)
            {
                return;
            }

            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                AddBlank();
            }
            else
            {
                _line.Append(rune.ToString());
            }
        }
    }

    private void AddBlank()
    {
        if (_line.Length > 0 && _line[^1] != ' ')
        {
            _line.Append(' ');
        }
    }
}
