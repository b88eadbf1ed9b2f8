namespace Collab.Core.Blocks;

/// <summary>From an item's handle to the chunk that it is in, for the items of indexed lists. In pages, so that only what is
/// near indexed items takes room.</summary>
internal sealed class ChunkMap
{
    private const int PageBits = 7;
    private const int PageSize = 1 << PageBits;

    private PositionChunk?[]?[] _pages = [];

    public PositionChunk? this[int handle]
    {
        get
        {
            var page = handle >> PageBits;
            return page < _pages.Length ? _pages[page]?[handle & (PageSize - 1)] : null;
        }

        set
        {
            var page = handle >> PageBits;
            if (page >= _pages.Length)
            {
                Array.Resize(ref _pages, Math.Max(page + 1, _pages.Length * 2));
            }

            (_pages[page] ??= new PositionChunk?[PageSize])[handle & (PageSize - 1)] = value;
        }
    }

    public void Remove(int handle)
    {
        if (this[handle] is not null)
        {
            this[handle] = null;
        }
    }
}
