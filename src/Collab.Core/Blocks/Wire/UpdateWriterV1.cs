using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>Writes a V1 update: everything into one stream.</summary>
internal sealed class UpdateWriterV1 : UpdateWriter
{
    private const int InitialBytes = 256;
    private const int MaxKeptBytes = 4 * 1024 * 1024;

    // One writer is kept for the next update, whoever writes it: large buffers cost more to make than to fill.
    private static UpdateWriterV1? _spare;

    private UpdateWriterV1()
        : base(UpdateFormat.V1, new Lib0Writer(InitialBytes))
    {
    }

    public static UpdateWriterV1 Rent() => Interlocked.Exchange(ref _spare, null) ?? new UpdateWriterV1();

    public override void WriteClient(ulong client) => Rest.WriteVarUint(client);

    public override void WriteBlock(in BlockView block, int offset) => BlockWriterV1.Write(Rest, block, offset);

    public override byte[] Finish()
    {
        var update = Rest.ToArray();
        if (update.Length <= MaxKeptBytes)
        {
            Rest.Clear();
            Volatile.Write(ref _spare, this);
        }

        return update;
    }
}
