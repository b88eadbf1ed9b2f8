namespace Collab.Core.Blocks;

/// <summary>Blocks in pages, so that a <c>ref</c> to one stays valid while the store grows.</summary>
/// <remarks>Handle 0 is never given out. A freed handle is given out again.</remarks>
internal sealed class BlockPages
{
    private const int PageBits = 7;
    private const int PageSize = 1 << PageBits;

    private Block[][] _pages = [];
    private int _pageCount;
    private int _used = 1;
    private int _firstFree;

    /// <summary>One more than the largest handle ever given out.</summary>
    public int Limit => _used;

    public ref Block this[int handle] => ref _pages[handle >> PageBits][handle & (PageSize - 1)];

    /// <summary>A handle for a block whose fields hold nothing of use.</summary>
    public int Allocate()
    {
        if (_firstFree != 0)
        {
            var reused = _firstFree;
            _firstFree = this[reused].Right;
            this[reused] = default;
            return reused;
        }

        if (_used >> PageBits >= _pageCount)
        {
            AddPage();
        }

        return _used++;
    }

    public void Free(int handle)
    {
        this[handle] = new Block { Right = _firstFree };
        _firstFree = handle;
    }

    private void AddPage()
    {
        if (_pageCount == _pages.Length)
        {
            Array.Resize(ref _pages, Math.Max(4, _pages.Length * 2));
        }

        _pages[_pageCount++] = new Block[PageSize];
    }
}
