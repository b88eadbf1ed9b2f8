using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>A file system in memory that forgets what was not synced, when told to, and fails when told to.</summary>
/// <remarks>Harsher than real ones: syncing a file does not sync its name, names of one directory may survive without
/// those
/// made before them, and a write survives in any parts.</remarks>
internal sealed class SimulatedDisk(int seed = 0) : IStoreFiles
{
    private readonly Random _random = new(seed);
    private readonly List<NameChange> _unsynced = [];
    private Dictionary<string, SimulatedInode?> _names = [];
    private Dictionary<string, SimulatedInode?> _durableNames = [];
    private int _faultAt = -1;
    private SimulatedFault _fault;
    private bool _isDown;
    private int _generation;

    /// <summary>How many bytes all files together may have; 0 for any number.</summary>
    public long Capacity { get; set; }

    public long FreeSpace => Capacity > 0 ? Math.Max(0, Capacity - Used) : long.MaxValue;

    /// <summary>Calls so far that may fail.</summary>
    public int Calls { get; private set; }

    public int OpenHandles { get; private set; }

    public int MostOpenHandles { get; private set; }

    /// <summary>Whether power or process are gone.</summary>
    public bool IsDown => _isDown;

    /// <summary>Whether the power is gone.</summary>
    public bool HasLostPower => _isDown && _fault == SimulatedFault.PowerLoss;

    public bool IsLocked { get; private set; }

    public IEnumerable<string> Files => _names.Where(pair => pair.Value is not null).Select(pair => pair.Key).Order();

    public byte[] this[string path]
    {
        get => _names[path]!.Content;
        set => _names[path]!.Corrupt(value);
    }

    /// <summary>Copies what the disk holds, with another content for one file, or without it.</summary>
    public SimulatedDisk Copy(string path, byte[]? content)
    {
        var copy = new SimulatedDisk();
        foreach (var (name, inode) in _names.Where(pair => pair.Key != path || content is not null))
        {
            var copied = inode is null ? null : new SimulatedInode();
            copied?.Corrupt(name == path ? content! : inode!.Content);
            copy._names[name] = copy._durableNames[name] = copied;
        }

        return copy;
    }

    /// <summary>Lets one of the calls to come fail; 0 is the next. A full disk stays full, and a dead one
    /// dead.</summary>
    public void FailAfter(int calls, SimulatedFault fault)
    {
        _faultAt = Calls + calls;
        _fault = fault;
    }

    /// <summary>Whether it ever had no space for something.</summary>
    public bool HasBeenFull { get; private set; }

    /// <summary>Takes up the space that is left with a file of somebody else.</summary>
    /// <param name="but">How many bytes it leaves.</param>
    public void Fill(int but = 0)
    {
        Empty();
        _names["filler"] = _durableNames["filler"] = SimulatedInode.OfLength((int)(Capacity - Used) - but);
    }

    /// <summary>Removes what took up the space.</summary>
    public void Empty()
    {
        _names.Remove("filler");
        _durableNames.Remove("filler");
    }

    /// <summary>Lets all calls succeed from now on.</summary>
    public void Heal() => _faultAt = -1;

    /// <summary>The process dies; what it wrote stays with the kernel.</summary>
    public void KillProcess()
    {
        _generation++;
        IsLocked = false;
        OpenHandles = 0;
        _isDown = false;
        _faultAt = -1;
    }

    /// <summary>The machine loses power and comes up again with what its disk has.</summary>
    public void LosePower()
    {
        KillProcess();
        var ordered = _random.Next(2) == 0;
        foreach (var directory in _unsynced.GroupBy(change => change.Directory).OrderBy(group => group.Key).ToList())
        {
            var kept = directory.Take(_random.Next(directory.Count() + 1));
            foreach (var change in ordered ? kept : directory.Where(_ => _random.Next(2) == 0))
            {
                change.ApplyTo(_durableNames);
            }
        }

        _unsynced.Clear();
        foreach (var inode in _durableNames.Values.Concat(_names.Values).OfType<SimulatedInode>().Distinct().ToList())
        {
            inode.LosePower(_random);
        }

        // What lies in a directory whose own name was lost is lost with it.
        _names = _durableNames.Where(pair => HasParents(pair.Key)).ToDictionary();
        _durableNames = new(_names);
    }

    public IDisposable Lock(string path)
    {
        if (IsLocked)
        {
            throw new StoreUnavailableException("the simulated store is locked");
        }

        Step();
        IsLocked = true;
        return new Held(this, _generation);
    }

    public Guid NewIdentity()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public IReadOnlyList<StoreFileInfo> List(string directory)
    {
        Step();
        return [.. _names.Where(pair => ParentOf(pair.Key) == directory)
            .Select(pair => new StoreFileInfo(pair.Key[(pair.Key.LastIndexOf('/') + 1)..], pair.Value is null))];
    }

    public void CreateDirectory(string path)
    {
        Step(needsSpace: true);
        if (!_names.ContainsKey(path))
        {
            Change(new NameChange(ParentOf(path), null, path, null));
        }
    }

    public IStoreFile Create(string path)
    {
        Step(needsSpace: true);
        ThrowIfFull(1);
        if (_names.TryGetValue(path, out var inode))
        {
            inode!.Truncate(0);
        }
        else
        {
            inode = new SimulatedInode();
            Change(new NameChange(ParentOf(path), null, path, inode));
        }

        return new Handle(this, inode!);
    }

    public IStoreFile Open(string path)
    {
        Step();
        return _names.TryGetValue(path, out var inode) && inode is not null
            ? new Handle(this, inode)
            : throw new FileNotFoundException($"no simulated file '{path}'");
    }

    public void Move(string from, string to)
    {
        Step();
        Change(new NameChange(ParentOf(to), from, to, _names[from]));
    }

    public void Delete(string path)
    {
        Step();
        if (_names.ContainsKey(path))
        {
            Change(new NameChange(ParentOf(path), path, null, null));
        }
    }

    public void SyncDirectory(string path)
    {
        if (path.Length > 0 && !_names.ContainsKey(path))
        {
            throw new DirectoryNotFoundException($"no simulated directory '{path}'");
        }

        Step();
        foreach (var change in _unsynced.Where(change => change.Directory == path))
        {
            change.ApplyTo(_durableNames);
        }

        _unsynced.RemoveAll(change => change.Directory == path);
    }

    private long Used => _names.Values.OfType<SimulatedInode>().Sum(inode => (long)inode.Content.Length);

    private IOException Full()
    {
        HasBeenFull = true;
        return new IOException(
            "No space left on the simulated device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);
    }

    private static string ParentOf(string path) => path.Contains('/') ? path[..path.LastIndexOf('/')] : "";

    private bool HasParents(string path)
    {
        var parent = ParentOf(path);
        return parent.Length == 0 || (_durableNames.ContainsKey(parent) && HasParents(parent));
    }

    private void Change(NameChange change)
    {
        if (change.Directory.Length > 0 && !_names.ContainsKey(change.Directory))
        {
            throw new DirectoryNotFoundException($"no simulated directory '{change.Directory}'");
        }

        change.ApplyTo(_names);
        _unsynced.Add(change);
    }

    private void ThrowIfFull(long more)
    {
        if (Capacity > 0 && more > 0 && Used + more > Capacity)
        {
            throw Full();
        }
    }

    /// <summary>Counts a call and throws if it is the one to fail.</summary>
    private void Step(bool needsSpace = false)
    {
        var call = Calls++;
        if (_isDown)
        {
            throw new IOException("the simulated machine is down");
        }

        if (_faultAt < 0 || call < _faultAt)
        {
            return;
        }

        if (_fault is SimulatedFault.PowerLoss or SimulatedFault.ProcessDeath)
        {
            _isDown = true;
            throw new IOException("the simulated machine is down");
        }

        if (_fault == SimulatedFault.DiskFull && needsSpace)
        {
            throw Full();
        }

        if (_fault == SimulatedFault.InputOutputError)
        {
            _faultAt = -1;
            throw new IOException("simulated input/output error");
        }
    }

    /// <param name="From">The name that goes, or null.</param>
    /// <param name="To">The name that comes, or null; a directory if it has no inode.</param>
    private readonly record struct NameChange(string Directory, string? From, string? To, SimulatedInode? Inode)
    {
        public void ApplyTo(Dictionary<string, SimulatedInode?> names)
        {
            if (From is not null)
            {
                names.Remove(From);
            }

            if (To is not null)
            {
                names[To] = Inode;
            }
        }
    }

    private sealed class Held(SimulatedDisk disk, int generation) : IDisposable
    {
        public void Dispose()
        {
            if (generation == disk._generation)
            {
                disk.IsLocked = false;
            }
        }
    }

    private sealed class Handle : IStoreFile
    {
        private readonly SimulatedDisk _disk;
        private readonly SimulatedInode _inode;
        private readonly int _generation;
        private bool _disposed;

        public Handle(SimulatedDisk disk, SimulatedInode inode)
        {
            _disk = disk;
            _inode = inode;
            _generation = disk._generation;
            disk.MostOpenHandles = Math.Max(disk.MostOpenHandles, ++disk.OpenHandles);
        }

        public long Length => _inode.Content.Length;

        public int Read(Span<byte> buffer, long offset)
        {
            Check();
            _disk.Step();
            var bytes = _inode.Content.AsSpan((int)Math.Min(offset, _inode.Content.Length));
            bytes = bytes[..Math.Min(bytes.Length, buffer.Length)];
            bytes.CopyTo(buffer);
            return bytes.Length;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            Check();
            try
            {
                _disk.Step(needsSpace: true);
                _disk.ThrowIfFull(offset + bytes.Length - _inode.Content.Length);
            }
            catch (IOException)
            {
                var space = _disk.Capacity > 0 ? _disk.Capacity - _disk.Used : bytes.Length;
                _inode.Write(bytes[..(int)Math.Min(space, bytes.Length / 2)], offset);
                throw;
            }

            _inode.Write(bytes, offset);
        }

        public void Truncate(long length)
        {
            Check();
            _disk.Step();
            _inode.Truncate(length);
        }

        public void Sync()
        {
            Check();
            try
            {
                _disk.Step();
            }
            catch (IOException) when (!_disk._isDown)
            {
                _inode.FailSync();
                throw;
            }

            _inode.Sync();
        }

        public void Dispose()
        {
            if (!_disposed && _generation == _disk._generation)
            {
                _disk.OpenHandles--;
            }

            _disposed = true;
        }

        private void Check()
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_generation != _disk._generation)
            {
                throw new IOException("the process that opened this file is dead");
            }
        }
    }
}
