using System.IO.Compression;
using Collab.Core.Codec;

namespace Collab.Benchmarks.Works;

/// <summary>Files of the data folder, each read when it is first needed.</summary>
internal sealed class BenchmarkData
{
    private const int WhiteboardCreations = 100;

    private readonly string _folder;
    private readonly Lazy<byte[]> _b4StateV1;
    private readonly Lazy<byte[]> _b4StateV2;
    private readonly Lazy<byte[][]> _b4Updates;
    private readonly Lazy<(int Position, string Inserted)[]> _b4Trace;
    private readonly Lazy<byte[]> _whiteboardBefore;
    private readonly Lazy<byte[][]> _whiteboardUpdates;
    private readonly Lazy<byte[]> _whiteboardState;

    public BenchmarkData(string folder)
    {
        _folder = folder;
        _b4StateV1 = new(() => Read("b4-state-v1.bin"));
        _b4StateV2 = new(() => Read("b4-state-v2.bin"));
        _b4Updates = new(() => ReadList(Read("b4-updates-v1.bin.gz")));
        _b4Trace = new(() => ReadTrace(Read("b4-trace.bin.gz")));
        _whiteboardBefore = new(() => Read("wb-init-state-v1.bin.gz"));
        _whiteboardUpdates = new(() => ReadList(Read("wb-updates-v1.bin.gz"))[WhiteboardCreations..]);
        _whiteboardState = new(() => Read("wb-final-state-v1.bin.gz"));
    }

    public byte[] B4StateV1 => _b4StateV1.Value;

    public byte[] B4StateV2 => _b4StateV2.Value;

    public byte[][] B4Updates => _b4Updates.Value;

    /// <summary>Edits of one character: inserted at a position, or, if empty, deleted there.</summary>
    public (int Position, string Inserted)[] B4Trace => _b4Trace.Value;

    public byte[] WhiteboardBefore => _whiteboardBefore.Value;

    /// <summary>Updates of one field each, for <see cref="WhiteboardBefore"/>.</summary>
    public byte[][] WhiteboardUpdates => _whiteboardUpdates.Value;

    public byte[] WhiteboardState => _whiteboardState.Value;

    /// <summary>The folder that tests and benchmarks share, beside the repository, unless COLLAB_CRDT_DATA names
    /// another.</summary>
    public static string DefaultFolder()
    {
        if (Environment.GetEnvironmentVariable("COLLAB_CRDT_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Collab.sln")))
        {
            folder = folder.Parent;
        }

        return Path.GetFullPath(Path.Combine(folder?.FullName ?? ".", "..", "shared", "data", "crdt"));
    }

    private byte[] Read(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(_folder, name));
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            return bytes;
        }

        using var unpacked = new MemoryStream();
        using (var zipped = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
        {
            zipped.CopyTo(unpacked);
        }

        return unpacked.ToArray();
    }

    // A varUint count, then each entry with its length before it.
    private static byte[][] ReadList(byte[] bytes)
    {
        var reader = new Lib0Reader(bytes);
        var entries = new byte[reader.ReadVarUint()][];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = reader.ReadVarBytes().ToArray();
        }

        return entries;
    }

    // A varUint count, then per edit a position and a character to insert there; 0 deletes one.
    private static (int Position, string Inserted)[] ReadTrace(byte[] bytes)
    {
        var reader = new Lib0Reader(bytes);
        var edits = new (int, string)[reader.ReadVarUint()];
        for (var i = 0; i < edits.Length; i++)
        {
            var position = (int)reader.ReadVarUint();
            var code = reader.ReadUint8();
            edits[i] = (position, code == 0 ? "" : ((char)code).ToString());
        }

        return edits;
    }
}
