using BenchmarkDotNet.Attributes;
using Collab.Benchmarks.Works;
using Collab.Core.Documents;

namespace Collab.Benchmarks.Engine;

/// <summary>What the server does with documents, with the memory that each call takes.</summary>
[MemoryDiagnoser]
[Config(typeof(InProcessConfig))]
public class EngineBenchmarks
{
    private readonly BenchmarkData _data = new(BenchmarkData.DefaultFolder());
    private Document _b4 = null!;
    private Document _whiteboard = null!;
    private StateVector _whiteboardState = null!;
    private ReadOnlyMemory<byte>[] _merged = null!;

    [GlobalSetup]
    public void Load()
    {
        _b4 = EngineWorks.Load(_data.B4StateV1);
        _whiteboard = EngineWorks.Load(_data.WhiteboardState);
        _whiteboardState = _whiteboard.GetStateVector();
        _merged = [.. _data.B4Updates.Take(10_000).Select(update => (ReadOnlyMemory<byte>)update)];
    }

    [Benchmark]
    public Document ApplyB4() => EngineWorks.Load(_data.B4StateV1);

    [Benchmark]
    public byte[] EncodeB4() => _b4.EncodeStateAsUpdate();

    [Benchmark]
    public Document ApplyB4UpdateByUpdate()
    {
        var document = new Document();
        foreach (var update in _data.B4Updates)
        {
            document.ApplyUpdate(update);
        }

        return document;
    }

    [Benchmark]
    public Document LoadWhiteboard() => EngineWorks.Load(_data.WhiteboardState);

    [Benchmark]
    public byte[] EncodeWhiteboard() => _whiteboard.EncodeStateAsUpdate();

    [Benchmark]
    public byte[] EncodeWhiteboardForUpToDatePeer() => _whiteboard.EncodeStateAsUpdate(_whiteboardState);

    [Benchmark]
    public byte[] MergeB4() => Updates.Merge(_merged);
}
