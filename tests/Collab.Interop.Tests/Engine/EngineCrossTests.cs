using System.Globalization;

namespace Collab.Interop.Tests.Engine;

/// <summary>The engine and Yjs edit together by chance, and must agree in every way (<see cref="CrossSession"/>).</summary>
/// <remarks><c>COLLAB_CROSS=flavour:seed</c> repeats one session; <c>COLLAB_LONG=1</c> runs ten times as many.</remarks>
public sealed class EngineCrossTests(YjsProcess yjs, ITestOutputHelper output) : IClassFixture<YjsProcess>
{
    private const int OperationsInAll = 100_000;
    private const int OperationsInAllWhenLong = 1_000_000;

    public static TheoryData<string> Flavours => [.. CrossFlavour.All.Keys];

    [Theory, MemberData(nameof(Flavours))]
    public async Task The_engine_does_what_Yjs_does(string name)
    {
        var only = Environment.GetEnvironmentVariable("COLLAB_CROSS")?.Split(':');
        Assert.SkipWhen(only is not null && only[0] != name, "COLLAB_CROSS asks for another flavour");
        if (only is not null)
        {
            (await RunAsync(name, int.Parse(only[1], CultureInfo.InvariantCulture))).Dispose();
            return;
        }

        var isLong = Environment.GetEnvironmentVariable("COLLAB_LONG") == "1";
        var wanted = ((isLong ? OperationsInAllWhenLong : OperationsInAll) / CrossFlavour.All.Count) + 1;
        var (operations, deliveries, seed) = (0, 0, 0);
        while (operations < wanted)
        {
            using var session = await RunAsync(name, ++seed);
            operations += session.Operations;
            deliveries += session.Deliveries;
        }

        output.WriteLine($"{name}: {seed} sessions, {operations} edits, {deliveries} deliveries");
    }

    private async Task<CrossSession> RunAsync(string name, int seed)
    {
        var session = new CrossSession(yjs, CrossFlavour.All[name], seed);
        try
        {
            await session.RunAsync();
            return session;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new InvalidOperationException(
                $"repeat with: COLLAB_CROSS={name}:{seed} dotnet test tests/Collab.Interop.Tests --filter {nameof(EngineCrossTests)}",
                failure);
        }
    }
}
