using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>A copy of a V2 update with more bytes after it: contents that the update has in pieces, put together. What is a
/// slice of the update is one of this too.</summary>
internal sealed class UpdateExtension
{
    private Lib0Writer? _bytes;
    private int _start;

    /// <summary>The bytes that slices are of.</summary>
    /// <param name="update">Returned as it is if nothing was put together.</param>
    public ReadOnlySpan<byte> Over(ReadOnlySpan<byte> update) => _bytes is null ? update : _bytes.WrittenSpan;

    /// <inheritdoc cref="Over"/>
    public ReadOnlyMemory<byte> OverMemory(ReadOnlyMemory<byte> update) =>
        _bytes is null ? update : _bytes.WrittenMemory;

    public void Clear() => _bytes = null;

    public Slice AddEmbed(ReadOnlySpan<byte> update, Slice value)
    {
        var bytes = Begin(update);
        JsonOrAny.AddAny(bytes, value.Of(update));
        return End();
    }

    public Slice AddFormat(ReadOnlySpan<byte> update, Slice key, Slice value)
    {
        var bytes = Begin(update);
        bytes.WriteVarBytes(key.Of(Over(update)));
        JsonOrAny.AddAny(bytes, value.Of(update));
        return End();
    }

    public Slice AddDocument(ReadOnlySpan<byte> update, Slice guid, Slice options)
    {
        var bytes = Begin(update);
        bytes.WriteVarBytes(guid.Of(Over(update)));
        bytes.WriteBytes(options.Of(update));
        return End();
    }

    /// <summary>Adds a text with U+FFFD for each half of a character at its ends.</summary>
    public Slice AddHalved(ReadOnlySpan<byte> update, Slice text, StringHalves halves)
    {
        var bytes = Begin(update);
        bytes.WriteBytes(halves.HasFlag(StringHalves.First) ? Utf8Units.Replacement : []);
        bytes.WriteBytes(text.Of(update));
        bytes.WriteBytes(halves.HasFlag(StringHalves.Last) ? Utf8Units.Replacement : []);
        return End();
    }

    /// <summary>Begins a content of parts, which <see cref="End"/> ends.</summary>
    public Lib0Writer Begin(ReadOnlySpan<byte> update)
    {
        if (_bytes is null)
        {
            _bytes = new Lib0Writer(update.Length * 2);
            _bytes.WriteBytes(update);
        }

        _start = _bytes.Length;
        return _bytes;
    }

    public void AddVarBytes(ReadOnlySpan<byte> part) => _bytes!.WriteVarBytes(part);

    public Slice End() => new(_start, _bytes!.Length - _start);
}
