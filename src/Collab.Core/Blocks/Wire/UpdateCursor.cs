using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Blocks;

/// <summary>Reads the blocks of one update one by one, then its delete set, without holding more than one.</summary>
internal abstract class UpdateCursor
{
    /// <summary>Bytes that the names and contents of all blocks read so far are slices of. Ask for it after each block.</summary>
    public abstract ReadOnlyMemory<byte> Source { get; }

    public bool HasCurrent { get; protected set; }

    public abstract ref readonly DecodedBlock Current { get; }

    /// <param name="update">Kept; it may not change meanwhile.</param>
    /// <param name="skipsGaps">Pass over Skip blocks.</param>
    /// <param name="limits">By default those of an update of somebody else.</param>
    /// <exception cref="MalformedUpdateException">As of every method: the bytes are not an update.</exception>
    public static UpdateCursor Open(
        ReadOnlyMemory<byte> update, UpdateFormat format, bool skipsGaps, UpdateLimits? limits = null)
    {
        limits ??= UpdateLimits.OfStreams;
        if (format == UpdateFormat.V1)
        {
            return new Over<UpdateReaderV1>(update, default, null, skipsGaps, limits);
        }

        var extension = new UpdateExtension();
        var reader = new UpdateReaderV2(update.Span) { Extension = extension };
        return new Over<UpdateReaderV2>(update, reader, extension, skipsGaps, limits);
    }

    public abstract void MoveNext();

    /// <summary>Reads the delete set; all blocks must have been read.</summary>
    public abstract DecodedDeletes ReadDeletes();

    private sealed class Over<TReader> : UpdateCursor
        where TReader : struct, IUpdateReader
    {
        private readonly ReadOnlyMemory<byte> _update;
        private readonly UpdateExtension? _extension;
        private readonly bool _skipsGaps;
        private readonly UpdateLimits _limits;
        private TReader _reader;
        private DecodedBlock _current;
        private ulong _client;
        private int _clock;
        private int _blockCount;
        private int _blocksLeft;
        private int _sectionsLeft;

        public Over(
            ReadOnlyMemory<byte> update, TReader reader, UpdateExtension? extension, bool skipsGaps, UpdateLimits limits)
        {
            _update = update;
            _reader = reader;
            _extension = extension;
            _skipsGaps = skipsGaps;
            _limits = limits;
            _sectionsLeft = _reader.ReadClientCount(update.Span, _limits);
            MoveNext();
        }

        public override ReadOnlyMemory<byte> Source => _extension?.OverMemory(_update) ?? _update;

        public override ref readonly DecodedBlock Current => ref _current;

        public override void MoveNext()
        {
            var update = _update.Span;
            do
            {
                HasCurrent = TryEnterSection(update);
                if (HasCurrent)
                {
                    _current = new DecodedBlock { Client = _client, Clock = _clock };
                    _reader.ReadBlock(update, _limits, ref _current);
                    _clock = _current.End;
                    _blocksLeft--;
                }
            }
            while (HasCurrent && _skipsGaps && _current.Kind == ContentKind.Skip);
        }

        public override DecodedDeletes ReadDeletes() => _reader.ReadDeletes(_update.Span, _limits);

        private bool TryEnterSection(ReadOnlySpan<byte> update)
        {
            while (_blocksLeft == 0)
            {
                if (_sectionsLeft == 0)
                {
                    return false;
                }

                _sectionsLeft--;
                (_client, _clock, _blocksLeft) = _reader.ReadSectionHead(update, _limits, _blockCount);
                _blockCount += _blocksLeft;
            }

            return true;
        }
    }
}
