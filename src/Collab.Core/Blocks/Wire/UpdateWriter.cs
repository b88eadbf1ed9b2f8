using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>Writes one update; the reverse of <see cref="IUpdateReader"/>. Counts, start clocks and the delete set, which
/// both formats have in one stream, the caller writes into <see cref="Rest"/>.</summary>
internal abstract class UpdateWriter(UpdateFormat format, Lib0Writer rest)
{
    public UpdateFormat Format { get; } = format;

    /// <summary>V1: all of the update. V2: what is not in a column.</summary>
    public Lib0Writer Rest { get; } = rest;

    public static UpdateWriter Create(UpdateFormat format) =>
        format == UpdateFormat.V1 ? UpdateWriterV1.Rent() : UpdateWriterV2.Rent();

    /// <summary>Writes the client of the blocks that follow.</summary>
    public abstract void WriteClient(ulong client);

    /// <param name="offset">How many units of the block the receiver has; it then begins right after them.</param>
    public abstract void WriteBlock(in BlockView block, int offset);

    /// <summary>The whole update; the writer may not be used any more.</summary>
    public abstract byte[] Finish();
}
