using Collab.Core.Blocks;

namespace Collab.Core.Documents;

/// <summary>Brings the clients of an update into descending order: Yjs writes them so, yrs does not, and merging
/// relies on it.</summary>
internal static class SectionSorter
{
    public static ReadOnlyMemory<byte> Sort(ReadOnlyMemory<byte> update, UpdateFormat format, UpdateLimits limits)
    {
        if (format == UpdateFormat.V1 && update.Length > 0 && update.Span[0] < 2)
        {
            return update; // of one client, as nearly all are
        }

        var decoded = new DecodedUpdate();
        try
        {
            decoded.Read(update.Span, format, limits);
            var sections = decoded.Sections.ToArray();
            var sorted = sections.OrderByDescending(section => section.Client).ToArray();
            return sections.AsSpan().SequenceEqual(sorted)
                ? update
                : Write(decoded, sorted, decoded.SourceOf(update.Span), format);
        }
        finally
        {
            decoded.Release();
        }
    }

    private static byte[] Write(
        DecodedUpdate decoded, UpdateSection[] sections, ReadOnlySpan<byte> source, UpdateFormat format)
    {
        var writer = new SectionWriter(format);
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
