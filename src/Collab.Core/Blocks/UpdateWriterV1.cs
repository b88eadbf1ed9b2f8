using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>Writes a V1 update: everything into one stream.</summary>
internal sealed class UpdateWriterV1(int capacity) : UpdateWriter(UpdateFormat.V1, new Lib0Writer(capacity))
{
    public override void WriteClient(ulong client) => Rest.WriteVarUint(client);

    public override void WriteBlock(in BlockView block, int offset) => BlockWriterV1.Write(Rest, block, offset);

    public override byte[] Finish() => Rest.ToArray();
}
