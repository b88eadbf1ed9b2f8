using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Blocks;

/// <summary>Reads a V2 update: nine columns, each with one field of all blocks, then the rest as one stream.</summary>
/// <remarks>
/// <para>The columns, each with its length before it, after a byte of flags that nobody uses: key clocks, clients, left
/// clocks, right clocks, infos, texts, parent infos, type kinds, lengths. In the rest: counts, start clocks, lengths of
/// Skips, values and bytes, the delete set.</para>
/// <para>Content that V2 keeps in several places is put together, in the form of <see cref="DecodedBlock.Content"/>, behind
/// a copy of the update: see <see cref="Extension"/>.</para>
/// </remarks>
internal struct UpdateReaderV2 : IUpdateReader
{
    // In the rest stream: a count and a clock.
    private const int MinBytesPerClient = 2;

    // What may be taken from the cache of keys again, for each byte of the update and for any; see ReadKey.
    private const long MaxRepeatedPerByte = 16;
    private const long MaxRepeatedAtLeast = 64 * 1024;
    private const int MaxKeysAtLeast = 1024;

    private readonly bool _usesKeysAgain;
    private IntDiffOptRleCursor _keyClocks;
    private UintOptRleCursor _clients;
    private IntDiffOptRleCursor _leftClocks;
    private IntDiffOptRleCursor _rightClocks;
    private RleUint8Cursor _infos;
    private StringColumn _texts;
    private RleUint8Cursor _parentInfos;
    private UintOptRleCursor _typeKinds;
    private UintOptRleCursor _lengths;
    private int _rest;
    private long _repeatedBytes;
    private List<Slice>? _keys;

    public UpdateReaderV2(ReadOnlySpan<byte> update)
    {
        var reader = new Lib0Reader(update);
        reader.ReadVarUint();
        var (start, end) = NextColumn(ref reader);
        _keyClocks = new IntDiffOptRleCursor(start, end);
        _usesKeysAgain = !_keyClocks.Ascends(update);
        (start, end) = NextColumn(ref reader);
        _clients = new UintOptRleCursor(start, end);
        (start, end) = NextColumn(ref reader);
        _leftClocks = new IntDiffOptRleCursor(start, end);
        (start, end) = NextColumn(ref reader);
        _rightClocks = new IntDiffOptRleCursor(start, end);
        (start, end) = NextColumn(ref reader);
        _infos = new RleUint8Cursor(start, end);
        (start, end) = NextColumn(ref reader);
        _texts = new StringColumn(update, start, end);
        (start, end) = NextColumn(ref reader);
        _parentInfos = new RleUint8Cursor(start, end);
        (start, end) = NextColumn(ref reader);
        _typeKinds = new UintOptRleCursor(start, end);
        (start, end) = NextColumn(ref reader);
        _lengths = new UintOptRleCursor(start, end);
        _rest = reader.Position;
    }

    /// <summary>Where content is put together; null if nobody wants it: the update is only checked.</summary>
    public UpdateExtension? Extension { get; init; }

    /// <summary>Whether keys are referred to by number, so that few bytes may stand for many.</summary>
    public readonly bool UsesKeysAgain => _usesKeysAgain;

    public int ReadClientCount(ReadOnlySpan<byte> update, UpdateLimits limits)
    {
        var rest = Lib0Reader.At(update, _rest);
        var count = rest.ReadCount(MinBytesPerClient, "clients");
        limits.CheckClients(rest, count);
        _rest = rest.Position;
        return count;
    }

    public SectionHead ReadSectionHead(ReadOnlySpan<byte> update, UpdateLimits limits, int blocksBefore)
    {
        var rest = Lib0Reader.At(update, _rest);
        var count = rest.ReadVarUint31("count of blocks");
        limits.CheckBlocks(rest, count, blocksBefore);
        limits.CheckUnpaidBlocks(rest, (long)blocksBefore + count, update.Length);
        var client = _clients.Read(update);
        var clock = limits.ReadClock(ref rest);
        _rest = rest.Position;
        return new SectionHead(client, clock, count);
    }

    public void ReadBlock(ReadOnlySpan<byte> update, UpdateLimits limits, ref DecodedBlock block)
    {
        var info = _infos.Read(update);
        block.Kind = (ContentKind)(info & BlockInfo.KindBits);
        switch (block.Kind)
        {
            case ContentKind.Gc:
                block.Length = ReadLength(update);
                break;
            case ContentKind.Skip:
                var rest = Lib0Reader.At(update, _rest);
                block.Length = rest.ReadVarUint31("length");
                _rest = rest.Position;
                break;
            case > ContentKind.Skip:
                throw Malformed($"unknown content {info & BlockInfo.KindBits}");
            default:
                ReadPlace(update, ref block, info);
                ReadContent(update, limits, ref block);
                break;
        }

        if (block.Length == 0)
        {
            throw Malformed("block of no length");
        }

        if (block.Length > limits.MaxClock - block.Clock)
        {
            throw Malformed("clock is too large");
        }
    }

    public DecodedDeletes ReadDeletes(ReadOnlySpan<byte> update, UpdateLimits limits)
    {
        var rest = Lib0Reader.At(update, _rest);
        var deletes = DecodedDeletes.Read(ref rest, UpdateFormat.V2, limits);
        rest.ThrowIfMore("update");
        _rest = rest.Position;
        return deletes;
    }

    public readonly MalformedUpdateException Malformed(string what) => new(what, _rest);

    private static (int Start, int End) NextColumn(ref Lib0Reader reader)
    {
        var column = reader.ReadVarBytes();
        return (reader.Position - column.Length, reader.Position);
    }

    private void ReadPlace(ReadOnlySpan<byte> update, ref DecodedBlock block, byte info)
    {
        block.HasOrigin = (info & BlockInfo.OriginBit) != 0;
        block.HasRightOrigin = (info & BlockInfo.RightOriginBit) != 0;
        if (block.HasOrigin)
        {
            block.OriginClient = _clients.Read(update);
            block.OriginClock = CheckReference(block, block.OriginClient, _leftClocks.ReadClock(update));
        }

        if (block.HasRightOrigin)
        {
            block.RightOriginClient = _clients.Read(update);
            block.RightOriginClock = CheckReference(block, block.RightOriginClient, _rightClocks.ReadClock(update));
        }

        if (block.HasOrigin || block.HasRightOrigin)
        {
            return; // parent and key are the neighbour's: see BlockReaderV1
        }

        switch (_parentInfos.Read(update))
        {
            case 0:
                block.Parent = ParentForm.Item;
                block.ParentClient = _clients.Read(update);
                block.ParentClock = CheckReference(block, block.ParentClient, _leftClocks.ReadClock(update));
                break;
            case 1:
                block.Parent = ParentForm.Root;
                block.ParentName = ReadText(update, out _);
                break;
            default:
                throw Malformed("parent is neither a root nor an item");
        }

        block.HasSub = (info & BlockInfo.SubBit) != 0;
        if (block.HasSub)
        {
            block.Sub = ReadText(update, out _);
        }
    }

    private readonly int CheckReference(in DecodedBlock block, ulong client, int clock) =>
        client == block.Client && clock >= block.Clock
            ? throw Malformed("block refers to a later one of its own client")
            : clock;

    private void ReadContent(ReadOnlySpan<byte> update, UpdateLimits limits, ref DecodedBlock block)
    {
        block.Length = 1;
        switch (block.Kind)
        {
            case ContentKind.Deleted:
                block.Length = ReadLength(update);
                break;
            case ContentKind.Text:
                block.Content = ReadText(update, out block.Length);
                break;
            case ContentKind.Type:
                ReadType(update, ref block);
                break;
            case ContentKind.Any:
                block.Length = ReadLength(update);
                block.Content = ReadValues(update, limits, block.Length);
                break;
            case ContentKind.Json:
                block.Length = ReadLength(update);
                block.Content = ReadJson(update, limits, block.Length);
                break;
            case ContentKind.Binary:
                var rest = Lib0Reader.At(update, _rest);
                rest.ReadVarBytes();
                block.Content = TakeRest(rest);
                break;
            case ContentKind.Embed:
                var embed = ReadValues(update, limits, 1);
                block.Content = Extension?.AddEmbed(update, embed) ?? default;
                break;
            case ContentKind.Format:
                var key = ReadKey(update);
                var value = ReadValues(update, limits, 1);
                block.Content = Extension?.AddFormat(update, key, value) ?? default;
                break;
            default:
                var guid = ReadText(update, out _);
                var options = ReadValues(update, limits, 1);
                block.Content = Extension?.AddDocument(update, guid, options) ?? default;
                break;
        }
    }

    private void ReadType(ReadOnlySpan<byte> update, ref DecodedBlock block)
    {
        var kind = _typeKinds.Read(update);
        if (kind > (ulong)TypeKind.XmlText)
        {
            throw Malformed($"unknown type {kind}");
        }

        block.TypeKind = (TypeKind)kind;
        if (block.TypeKind is TypeKind.XmlElement or TypeKind.XmlHook)
        {
            block.Content = ReadKey(update);
        }
    }

    // No released Yjs writes the number of a key that was there before, but all of them read it (Yjs, writeKey and readKey).
    private Slice ReadKey(ReadOnlySpan<byte> update)
    {
        var number = _keyClocks.Read(update);
        if (number < 0)
        {
            throw Malformed("number of a key is negative");
        }

        if (!_usesKeysAgain)
        {
            return ReadText(update, out _);
        }

        _keys ??= [];
        if (number < _keys.Count)
        {
            var known = _keys[(int)number];
            _repeatedBytes += known.Length;
            return _repeatedBytes <= (update.Length * MaxRepeatedPerByte) + MaxRepeatedAtLeast
                ? known
                : throw Malformed("keys are repeated too often");
        }

        if (_keys.Count >= MaxKeysAtLeast + (update.Length / 4))
        {
            throw Malformed("more keys than the update has room for");
        }

        var key = ReadText(update, out _);
        _keys.Add(key);
        return key;
    }

    private Slice ReadValues(ReadOnlySpan<byte> update, UpdateLimits limits, int count)
    {
        var rest = Lib0Reader.At(update, _rest);
        if (count > rest.Remaining)
        {
            rest.ThrowMalformed("values run past the end");
        }

        for (var i = 0; i < count; i++)
        {
            rest.SkipAny(limits.MaxNestingDepth);
        }

        return TakeRest(rest);
    }

    private Slice ReadJson(ReadOnlySpan<byte> update, UpdateLimits limits, int count)
    {
        if (count > _texts.Remaining)
        {
            throw Malformed("values run past the end");
        }

        Extension?.Begin(update);
        for (var i = 0; i < count; i++)
        {
            var text = _texts.Read(update, out _, out var halves);
            if (halves != StringHalves.None || !JsonCheck.IsValue(text.Of(update), limits.MaxNestingDepth))
            {
                throw Malformed("value is not JSON");
            }

            Extension?.AddVarBytes(text.Of(update));
        }

        return Extension?.End() ?? default;
    }

    private Slice ReadText(ReadOnlySpan<byte> update, out int units)
    {
        var text = _texts.Read(update, out units, out var halves);
        return halves == StringHalves.None ? text : Extension?.AddHalved(update, text, halves) ?? default;
    }

    private int ReadLength(ReadOnlySpan<byte> update) => _lengths.Read31(update, "length");

    private Slice TakeRest(in Lib0Reader rest)
    {
        var slice = new Slice(_rest, rest.Position - _rest);
        _rest = rest.Position;
        return slice;
    }
}
