using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>Brings the clients of an update into descending order: Yjs writes them so, yrs does not, and merging
/// relies on it.</summary>
internal static class SectionSorter
{
    public static ReadOnlyMemory<byte> Sort(ReadOnlyMemory<byte> update)
    {
        var reader = new Lib0Reader(update.Span);
        if (reader.ReadCount(3, "clients") < 2)
        {
            return update;
        }

        var decoded = new DecodedUpdate();
        try
        {
            decoded.ReadV1(update.Span, UpdateLimits.Default);
            var sections = decoded.Sections.ToArray();
            var sorted = sections.OrderByDescending(section => section.Client).ToArray();
            return sections.AsSpan().SequenceEqual(sorted) ? update : Write(decoded, sorted, update.Span);
        }
        finally
        {
            decoded.Release();
        }
    }

    private static byte[] Write(DecodedUpdate decoded, UpdateSection[] sections, ReadOnlySpan<byte> source)
    {
        var writer = new SectionWriter();
        foreach (var section in sections)
        {
            for (var i = section.Start; i < section.End; i++)
            {
                writer.Write(decoded[i], source, 0);
            }
        }

        return writer.Finish(decoded.Deletes.WriteTo);
    }
}
