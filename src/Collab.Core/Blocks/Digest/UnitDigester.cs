namespace Collab.Core.Blocks;

/// <summary>Makes a digest of units: of what each of them is, not of the blocks that they came in.</summary>
/// <remarks>
/// Units that could be one block count as one run, whether they are or not. That makes it a digest of the units, since a unit
/// within a run has the one before it as its origin and shares everything else with it; and a run costs a few words, not its
/// units one by one. Nothing here is shared with what writes updates, so that a fault there cannot hide itself.
/// </remarks>
internal struct UnitDigester
{
    private WordMixer _all;
    private ByteMixer _content;

    // The run that is open: what a block must have to go on with it.
    private bool _isOpen;
    private bool _isDeleted;
    private bool _hasRightOrigin;
    private ContentKind _kind;
    private ulong _client;
    private int _end;
    private int _start;
    private ulong _rightOriginClient;
    private int _rightOriginClock;

    public void AddWord(ulong word)
    {
        Close();
        _all.Add(word);
    }

    /// <summary>Adds ranges of clocks of a client.</summary>
    public void AddRanges(ulong client, ClockRanges ranges)
    {
        Close();
        _all.Add(client);
        _all.Add((ulong)ranges.Count);
        foreach (var range in ranges)
        {
            _all.Add(Pair(range.Start, range.End));
        }
    }

    /// <summary>Adds a block; those of one client come by clock.</summary>
    public void Add(scoped in BlockView block, bool isDeleted)
    {
        if (!GoesOnWith(block, isDeleted))
        {
            Close();
            Open(block, isDeleted);
        }

        _end = block.Clock + block.Length;
        _content.Add(block.Content);
    }

    public (ulong High, ulong Low) Finish()
    {
        Close();
        return _all.Finish();
    }

    private readonly bool GoesOnWith(in BlockView block, bool isDeleted) =>
        _isOpen
        && block.Kind == _kind
        && block.Client == _client
        && block.Clock == _end
        && isDeleted == _isDeleted
        && block.Kind switch
        {
            ContentKind.Gc => true,
            ContentKind.Text or ContentKind.Any or ContentKind.Json or ContentKind.Deleted =>
                block.HasOrigin
                && block.OriginClient == _client
                && block.OriginClock == _end - 1
                && block.HasRightOrigin == _hasRightOrigin
                && (!_hasRightOrigin
                    || (block.RightOriginClient == _rightOriginClient && block.RightOriginClock == _rightOriginClock)),
            _ => false,
        };

    private void Open(in BlockView block, bool isDeleted)
    {
        _isOpen = true;
        _isDeleted = isDeleted;
        _hasRightOrigin = block.HasRightOrigin;
        _kind = block.Kind;
        _client = block.Client;
        _start = block.Clock;
        _rightOriginClient = block.RightOriginClient;
        _rightOriginClock = block.RightOriginClock;

        var startsList = block.Kind != ContentKind.Gc && !block.HasOrigin && !block.HasRightOrigin;
        _all.Add(_client);
        _all.Add((uint)block.Clock
            | ((ulong)block.Kind << 32)
            | (block.Kind == ContentKind.Type ? (ulong)block.TypeKind << 40 : 0)
            | (startsList ? (ulong)block.Parent << 48 : 0)
            | Flag(isDeleted, 56)
            | Flag(block.HasOrigin, 57)
            | Flag(block.HasRightOrigin, 58)
            | Flag(startsList && block.HasSub, 59));
        if (block.HasOrigin)
        {
            AddId(block.OriginClient, block.OriginClock);
        }

        if (block.HasRightOrigin)
        {
            AddId(block.RightOriginClient, block.RightOriginClock);
        }

        if (startsList)
        {
            AddParent(block);
        }
    }

    private void AddParent(in BlockView block)
    {
        if (block.Parent == ParentForm.Root)
        {
            _all.Add(block.ParentName);
        }
        else
        {
            AddId(block.ParentClient, block.ParentClock);
        }

        if (block.HasSub)
        {
            _all.Add(block.Sub);
        }
    }

    private void AddId(ulong client, int clock)
    {
        _all.Add(client);
        _all.Add((ulong)clock);
    }

    private void Close()
    {
        if (_isOpen)
        {
            _isOpen = false;
            _all.Add((ulong)(_end - _start));
            _content.FinishInto(ref _all);
        }
    }

    private static ulong Flag(bool isSet, int bit) => isSet ? 1UL << bit : 0;

    private static ulong Pair(int first, int second) => ((ulong)(uint)first << 32) | (uint)second;
}
