using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Collab.Load.Sockets;

/// <summary>All connections on one thread, with epoll: the cheapest way there is to read thousands of sockets, and no pool of
/// threads that competes with the server for the cores.</summary>
internal sealed partial class EventLoop : IDisposable
{
    private const int MaxEvents = 256;
    private const uint Readable = 0x1;
    private const uint Writable = 0x4;
    private const int Add = 1;
    private const int Delete = 2;
    private const int Modify = 3;
    private const int CloseOnExec = 0x80000;
    private const int Interrupted = 4;
    private const int SmallestBuffer = 256 * 1024;

    // struct epoll_event is packed on x64 alone.
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private static readonly long MaxWait = Stopwatch.Frequency / 100;

    private readonly int _epoll = CreateEpoll();
    private readonly byte[] _events = new byte[MaxEvents * EventBytes];
    private readonly List<Connection?> _connections = [];
    private readonly Stack<int> _free = [];

    /// <summary>Where every connection's bytes are read into, one connection after the other.</summary>
    public byte[] Buffer { get; private set; } = new byte[SmallestBuffer];

    /// <summary>For frames that are sent right away.</summary>
    public Wire.FrameBuffer Frames { get; } = new();

    /// <summary>The time of the turn under way, as a stamp of <see cref="Stopwatch"/>, taken after the wait.</summary>
    public long Now { get; private set; } = Stopwatch.GetTimestamp();

    /// <summary>Connections that ended although nobody here closed them, with what is known of why.</summary>
    public List<string> Lost { get; } = [];

    public int Count => _connections.Count - _free.Count;

    /// <summary>Turns until something is done.</summary>
    /// <param name="pump">Called in each turn: sends what is due, and says when it wants to be called next at the latest.</param>
    /// <returns>False if it was not done within <paramref name="limit"/>.</returns>
    public bool Run(Func<long, long>? pump, Func<bool> isDone, TimeSpan limit)
    {
        var end = Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency);
        while (true)
        {
            Now = Stopwatch.GetTimestamp();
            var next = pump?.Invoke(Now) ?? long.MaxValue;
            if (isDone())
            {
                return true;
            }

            Now = Stopwatch.GetTimestamp();
            if (Now >= end)
            {
                return false;
            }

            Wait(Math.Clamp(Math.Min(next, end) - Now, 0, MaxWait));
        }
    }

    /// <summary>Turns for a while.</summary>
    public void RunFor(Func<long, long>? pump, TimeSpan time) => Run(pump, static () => false, time);

    public int Register(Connection connection, Socket socket)
    {
        var id = _free.TryPop(out var free) ? free : _connections.Count;
        if (id == _connections.Count)
        {
            _connections.Add(null);
        }

        _connections[id] = connection;
        Control(Add, socket, id, Readable);
        return id;
    }

    /// <param name="reads">False for a client that has stopped reading.</param>
    /// <param name="writes">Whether something waits until the socket takes it.</param>
    public void Watch(int id, Socket socket, bool reads, bool writes) =>
        Control(Modify, socket, id, (reads ? Readable : 0) | (writes ? Writable : 0));

    public void Unregister(int id, Socket socket)
    {
        Control(Delete, socket, id, 0);
        _connections[id] = null;
        _free.Push(id);
    }

    /// <summary>Makes room for a frame longer than any before.</summary>
    public void GrowBuffer(int bytes)
    {
        var grown = new byte[Math.Max(bytes, Buffer.Length * 2)];
        Buffer.CopyTo(grown, 0);
        Buffer = grown;
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        foreach (var connection in _connections.ToArray())
        {
            connection?.Close();
        }

        _ = CloseDescriptor(_epoll);
    }

    private static int CreateEpoll()
    {
        var epoll = EpollCreate(CloseOnExec);
        return epoll >= 0 ? epoll : throw new IOException($"epoll_create1 failed: {Marshal.GetLastPInvokeError()}");
    }

    private void Wait(long ticks)
    {
        var ready = EpollWait(_epoll, _events, ticks);
        Now = Stopwatch.GetTimestamp();
        for (var i = 0; i < ready; i++)
        {
            var entry = _events.AsSpan(i * EventBytes, EventBytes);
            var happened = MemoryMarshal.Read<uint>(entry);
            var connection = _connections[MemoryMarshal.Read<int>(entry[(EventBytes - sizeof(long))..])];
            if (connection is null)
            {
                continue; // closed in this very turn
            }

            if ((happened & Writable) != 0)
            {
                connection.Flush();
            }

            if ((happened & ~Writable) != 0)
            {
                connection.Receive();
            }
        }
    }

    private void Control(int operation, Socket socket, int id, uint events)
    {
        Span<byte> entry = stackalloc byte[EventBytes];
        MemoryMarshal.Write(entry, events);
        MemoryMarshal.Write(entry[(EventBytes - sizeof(long))..], (long)id);
        if (EpollControl(_epoll, operation, (int)socket.Handle, ref MemoryMarshal.GetReference(entry)) != 0)
        {
            throw new IOException($"epoll_ctl failed: {Marshal.GetLastPInvokeError()}");
        }
    }

    private static int EpollWait(int epoll, byte[] events, long ticks)
    {
        // The finest wait that there is: epoll_wait alone waits for whole milliseconds.
        var wait = new Timespec { Nanoseconds = (long)(ticks * (1e9 / Stopwatch.Frequency)) };
        var ready = EpollWait(epoll, ref events[0], MaxEvents, ref wait, 0);
        if (ready < 0 && Marshal.GetLastPInvokeError() != Interrupted)
        {
            throw new IOException($"epoll_pwait2 failed: {Marshal.GetLastPInvokeError()}");
        }

        return ready;
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int EpollControl(int epoll, int operation, int descriptor, ref byte entry);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    private static partial int EpollWait(int epoll, ref byte events, int maxEvents, ref Timespec wait, nint signals);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseDescriptor(int descriptor);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
