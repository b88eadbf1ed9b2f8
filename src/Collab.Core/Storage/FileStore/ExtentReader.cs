namespace Collab.Core.Storage.FileStore;

/// <summary>Reads updates back from the log.</summary>
internal sealed class ExtentReader(IStoreFiles files)
{
    /// <summary>Reads a document's updates after a sequence, each run checked again.</summary>
    /// <exception cref="DocumentDamagedException">Some of them are not what was written.</exception>
    public List<ReadOnlyMemory<byte>> Read(DocumentName document, IReadOnlyList<Extent> extents, long after)
    {
        var updates = new List<ReadOnlyMemory<byte>>();
        Segment? segment = null;
        IStoreFile? file = null;
        try
        {
            foreach (var extent in extents.Where(extent => extent.LastSequence > after))
            {
                if (extent.Segment != segment)
                {
                    file?.Dispose();
                    segment = extent.Segment;
                    file = files.Open(segment.Path);
                }

                Add(updates, document, extent, ReadBody(document, extent, file!), after);
            }
        }
        catch (FileNotFoundException missing)
        {
            throw new DocumentDamagedException(
                $"log segment {segment?.Number} with updates of document '{document}' is missing", missing);
        }
        finally
        {
            file?.Dispose();
        }

        return updates;
    }

    private static byte[] ReadBody(DocumentName document, Extent extent, IStoreFile file)
    {
        var body = new byte[extent.BodyLength];
        var read = file.Read(body, extent.BodyOffset);
        if (read != body.Length || Crc32C.Append(extent.Segment.Identity.Seed(extent.BodyOffset), body) != extent.Crc)
        {
            throw new DocumentDamagedException(
                $"updates {extent.FirstSequence} to {extent.LastSequence} of document '{document}' fail the checksum");
        }

        return body;
    }

    private static void Add(
        List<ReadOnlyMemory<byte>> updates, DocumentName document, Extent extent, ReadOnlyMemory<byte> body, long after)
    {
        if (FrameCodec.ReadLengths(body.Span, extent.Lengths.Length) is not { } lengths)
        {
            throw new DocumentDamagedException(
                $"updates of document '{document}' in segment {extent.Segment.Number} are malformed");
        }

        var offset = 0;
        for (var i = 0; i < extent.Count; i++)
        {
            offset += sizeof(int);
            if (extent.FirstSequence + i > after)
            {
                updates.Add(body.Slice(offset, lengths[i]));
            }

            offset += lengths[i];
        }
    }
}
