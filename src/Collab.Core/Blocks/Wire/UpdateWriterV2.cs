using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>Writes a V2 update: each field of all blocks into a column of its own, the rest into one stream (the layout is
/// drawn at <see cref="UpdateReaderV2"/>).</summary>
internal sealed class UpdateWriterV2 : UpdateWriter
{
    private const int MaxKeptBytes = 4 * 1024 * 1024;

    // One writer is kept for the next update, whoever writes it: its columns are ten buffers.
    private static UpdateWriterV2? _spare;

    private readonly IntDiffOptRleEncoder _keyClocks = new();
    private readonly UintOptRleEncoder _clients = new();
    private readonly IntDiffOptRleEncoder _leftClocks = new();
    private readonly IntDiffOptRleEncoder _rightClocks = new();
    private readonly RleUint8Encoder _infos = new();
    private readonly StringColumnEncoder _texts = new();
    private readonly RleUint8Encoder _parentInfos = new();
    private readonly UintOptRleEncoder _typeKinds = new();
    private readonly UintOptRleEncoder _lengths = new();
    private long _keyCount;

    private UpdateWriterV2()
        : base(UpdateFormat.V2, new Lib0Writer())
    {
    }

    public static UpdateWriterV2 Rent() => Interlocked.Exchange(ref _spare, null) ?? new UpdateWriterV2();

    public override void WriteClient(ulong client) => _clients.Write(client);

    public override void WriteBlock(in BlockView block, int offset)
    {
        if (block.Kind == ContentKind.Gc)
        {
            _infos.Write((byte)ContentKind.Gc);
            _lengths.Write((ulong)(block.Length - offset));
        }
        else if (block.Kind == ContentKind.Skip)
        {
            _infos.Write((byte)ContentKind.Skip);
            Rest.WriteVarUint((ulong)(block.Length - offset));
        }
        else
        {
            WritePlace(block, offset);
            WriteContent(block, offset);
        }
    }

    public override byte[] Finish()
    {
        var keyClocks = _keyClocks.Finish();
        var clients = _clients.Finish();
        var leftClocks = _leftClocks.Finish();
        var rightClocks = _rightClocks.Finish();
        var infos = _infos.Finish();
        var text = _texts.FinishText();
        var textLengths = _texts.FinishLengths();
        var texts = BytesOf(text) + textLengths.Length;
        var parentInfos = _parentInfos.Finish();
        var typeKinds = _typeKinds.Finish();
        var lengths = _lengths.Finish();
        var update = new Lib0Writer(1
            + BytesOf(keyClocks) + BytesOf(clients) + BytesOf(leftClocks) + BytesOf(rightClocks) + BytesOf(infos)
            + Lib0Writer.BytesOf((ulong)texts) + texts
            + BytesOf(parentInfos) + BytesOf(typeKinds) + BytesOf(lengths)
            + Rest.Length);
        update.WriteUint8(0); // flags, of which there are none
        update.WriteVarBytes(keyClocks);
        update.WriteVarBytes(clients);
        update.WriteVarBytes(leftClocks);
        update.WriteVarBytes(rightClocks);
        update.WriteVarBytes(infos);
        update.WriteVarUint((ulong)texts);
        update.WriteVarBytes(text);
        update.WriteBytes(textLengths);
        update.WriteVarBytes(parentInfos);
        update.WriteVarBytes(typeKinds);
        update.WriteVarBytes(lengths);
        update.WriteBytes(Rest.WrittenSpan);
        Return(update.Length);
        return update.TakeWhole();
    }

    private static int BytesOf(ReadOnlySpan<byte> column) => Lib0Writer.BytesOf((ulong)column.Length) + column.Length;

    private void WritePlace(in BlockView block, int offset)
    {
        var hasOrigin = block.HasOrigin || offset > 0;
        _infos.Write(BlockInfo.Of(block, hasOrigin));
        if (hasOrigin)
        {
            _clients.Write(offset > 0 ? block.Client : block.OriginClient);
            _leftClocks.Write(offset > 0 ? block.Clock + offset - 1 : block.OriginClock);
        }

        if (block.HasRightOrigin)
        {
            _clients.Write(block.RightOriginClient);
            _rightClocks.Write(block.RightOriginClock);
        }

        if (!hasOrigin && !block.HasRightOrigin)
        {
            WriteParent(block);
        }
    }

    private void WriteParent(in BlockView block)
    {
        if (block.Parent == ParentForm.Root)
        {
            _parentInfos.Write(1);
            WriteText(block.ParentName);
        }
        else
        {
            _parentInfos.Write(0);
            _clients.Write(block.ParentClient);
            _leftClocks.Write(block.ParentClock);
        }

        if (block.HasSub)
        {
            WriteText(block.Sub);
        }
    }

    private void WriteContent(in BlockView block, int offset)
    {
        switch (block.Kind)
        {
            case ContentKind.Deleted:
                _lengths.Write((ulong)(block.Length - offset));
                break;
            case ContentKind.Text:
                WriteContentText(block, offset);
                break;
            case ContentKind.Type:
                _typeKinds.Write((ulong)block.TypeKind);
                if (block.TypeKind is TypeKind.XmlElement or TypeKind.XmlHook)
                {
                    WriteKey(block.Content);
                }

                break;
            case ContentKind.Any:
                _lengths.Write((ulong)(block.Length - offset));
                Rest.WriteBytes(block.Content[ContentValues.OffsetOf(block.Kind, block.Content, offset)..]);
                break;
            case ContentKind.Json:
                WriteJson(block, offset);
                break;
            case ContentKind.Embed:
                JsonOrAny.WriteAsAny(Rest, block.Content);
                break;
            case ContentKind.Format:
                var format = new Lib0Reader(block.Content);
                WriteKey(format.ReadVarBytes());
                JsonOrAny.WriteAsAny(Rest, format.TakeRest());
                break;
            case ContentKind.Document:
                var document = new Lib0Reader(block.Content);
                WriteText(document.ReadVarBytes());
                Rest.WriteBytes(document.TakeRest());
                break;
            default:
                Rest.WriteBytes(block.Content);
                break;
        }
    }

    private void WriteContentText(in BlockView block, int offset)
    {
        var start = Utf8Units.OffsetOf(block.Content, offset, block.Length, out var splitsPair);
        if (!splitsPair)
        {
            _texts.Write(block.Content[start..], block.Length - offset);
            return;
        }

        var rest = block.Content[(start + Utf8Units.PairBytes)..];
        _texts.Write([.. Utf8Units.Replacement, .. rest], block.Length - offset);
    }

    private void WriteJson(in BlockView block, int offset)
    {
        _lengths.Write((ulong)(block.Length - offset));
        var values = new Lib0Reader(block.Content);
        for (var i = 0; i < block.Length; i++)
        {
            var value = values.ReadVarBytes();
            if (i >= offset)
            {
                WriteText(value);
            }
        }
    }

    private void WriteText(ReadOnlySpan<byte> utf8) => _texts.Write(utf8, Utf8Units.Count(utf8));

    // Each key gets a number of its own and is written again, though it may have one: so does every released Yjs, whose
    // cache of keys is never filled (Yjs, writeKey).
    private void WriteKey(ReadOnlySpan<byte> key)
    {
        _keyClocks.Write(_keyCount++);
        WriteText(key);
    }

    private void Return(int bytes)
    {
        if (bytes > MaxKeptBytes)
        {
            return;
        }

        _keyClocks.Clear();
        _clients.Clear();
        _leftClocks.Clear();
        _rightClocks.Clear();
        _infos.Clear();
        _texts.Clear();
        _parentInfos.Clear();
        _typeKinds.Clear();
        _lengths.Clear();
        Rest.Clear();
        _keyCount = 0;
        _spare = this;
    }
}
