using System.Diagnostics.CodeAnalysis;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Fuzzing;

/// <summary>A document that hostile updates are applied to. It is checked after each: refused without a trace and at no
/// cost, or taken and still sound.</summary>
internal sealed class FuzzVictim
{
    // What an update may cost that is refused (reference reliability.md S8).
    private const int MaxBytesPerInputByte = 16;
    private const int MaxBytesBeside = 64 * 1024;

    // A document that took so many bytes more than it began with is made anew: comparing it would cost too much.
    private const int MaxGrowth = 4096;

    private readonly YjsSession _session;
    private readonly byte[] _start;
    private Document _document;
    private byte[] _state;

    public FuzzVictim(YjsSession session)
    {
        _session = session;
        _start = session.Updates.Length == 0 ? [0, 0] : UpdateBytes.Merge(session.Updates.Take((session.Updates.Length + 1) / 2));
        Restart();
    }

    /// <summary>Clients that the document begins with.</summary>
    public IReadOnlyList<ulong> Clients => [.. Updates.ReadStateVector(_start).Select(entry => entry.Client.Value)];

    public int Refused { get; private set; }

    public int Taken { get; private set; }

    /// <summary>Applies an update, and checks what became of the document.</summary>
    /// <param name="isV2">Its format.</param>
    /// <param name="isThorough">Whether to check the whole store and load the state again, if the update is taken.</param>
    public void Attack(byte[] update, bool isV2, bool isThorough)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            _ = isV2 ? _document.ApplyUpdateV2(update) : _document.ApplyUpdate(update);
        }
        catch (Exception refused) when (refused is MalformedUpdateException or PendingLimitException)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Refused++;
            AssertCheap(allocated, update);
            AssertUnchanged(update);
            return;
        }

        Taken++;
        if (isThorough)
        {
            AssertSound(update);
        }

        _state = _document.EncodeStateAsUpdate();
        if (_state.Length > _start.Length + MaxGrowth)
        {
            Restart();
        }
    }

    [MemberNotNull(nameof(_document), nameof(_state))]
    private void Restart()
    {
        _document = _session.NewDocument();
        _document.ApplyUpdate(_start);
        _state = _document.EncodeStateAsUpdate();
    }

    private void AssertCheap(long allocated, byte[] update)
    {
        // What waits is copied to see whether it and the new would be too much.
        var bound = (MaxBytesPerInputByte * (long)(update.Length + _document.PendingBytes)) + MaxBytesBeside;
        Assert.True(allocated <= bound, $"{allocated} bytes allocated to refuse {update.Length}: {Convert.ToHexString(update)}");
    }

    private void AssertUnchanged(byte[] update) => Assert.True(
        _state.AsSpan().SequenceEqual(_document.EncodeStateAsUpdate()),
        $"changed by a refused update: {Convert.ToHexString(update)}");

    // A forged update that was taken may show anything, but the document must read, encode and load again. Where blocks wait
    // a loader may get further: forged ones can hold back what follows them.
    private void AssertSound(byte[] update)
    {
        StoreInvariants.Check(_document);
        RootContent.Describe(_document, _session.Roots);
        AssertLoads(update, loaded => loaded.ApplyUpdate(_document.EncodeStateAsUpdate()));
        AssertLoads(update, loaded => loaded.ApplyUpdateV2(_document.EncodeStateAsUpdateV2()));
    }

    private void AssertLoads(byte[] update, Action<Document> load)
    {
        var loaded = _session.NewDocument();
        try
        {
            load(loaded);
        }
        catch (MalformedUpdateException refused)
        {
            Assert.Fail($"its state does not load after {Convert.ToHexString(update)}: {refused.Message}");
        }

        StoreInvariants.Check(loaded);
        if (!_document.HasPending)
        {
            Assert.True(
                _document.EncodeSnapshot().AsSpan().SequenceEqual(loaded.EncodeSnapshot()),
                $"loads as something else after {Convert.ToHexString(update)}");
        }

        var reached = loaded.GetStateVector();
        Assert.All(_document.GetStateVector(), entry => Assert.True(reached[entry.Client] >= entry.Clock));
    }
}
