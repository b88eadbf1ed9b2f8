using System.Security.Cryptography;
using System.Text;
using Collab.Core.Documents;

namespace Collab.Benchmarks.Works;

/// <summary>What a result is known by; peers/works.mjs makes the same of the peers' results.</summary>
internal static class Checks
{
    private const int ShownDigits = 16;

    public static string Text(Document document) => Digest(Encoding.UTF8.GetBytes(document.GetText("text").ToString()));

    /// <summary>All fields of all elements, in an order that does not depend on who wrote them first.</summary>
    public static string Elements(Document document)
    {
        var lines = new StringBuilder();
        var elements = document.GetMap("elements").ToJson().Properties;
        foreach (var (id, element) in elements.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            foreach (var (field, value) in element.Properties.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                lines.Append(id).Append('.').Append(field).Append('=').Append(value.ToJson()).Append('\n');
            }
        }

        return Digest(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    public static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..ShownDigits];
}
