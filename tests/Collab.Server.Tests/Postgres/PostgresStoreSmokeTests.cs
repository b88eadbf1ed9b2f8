using Collab.Core;
using static Collab.Server.Tests.Postgres.StoreTestData;

namespace Collab.Server.Tests.Postgres;

public sealed class PostgresStoreSmokeTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task Smoke()
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await database.OpenEmptyStoreAsync();
        var b = Batch(Updates("b", "1", "2"), Updates("a", "x"));
        var r = await store.AppendAsync(b, token);
        Assert.Equal([2, 1], r.Select(x => x.Sequence));
        r = await store.AppendAsync(b, token);
        Assert.Equal([2, 1], r.Select(x => x.Sequence));
        Assert.Equal(["1", "2"], await store.ReadUpdatesAsync("b"));
        Assert.True(await store.CompactAsync(new DocumentName("b"), Checkpoint(1, "cp"), token));
        Assert.False(await store.CompactAsync(new DocumentName("b"), Checkpoint(1, "cp"), token));
        Assert.Equal(["2"], await store.ReadUpdatesAsync("b"));
        Assert.Equal(2, await store.ListAsync(token).CountAsync(token));
        Assert.True(await store.DeleteAsync(new DocumentName("b"), token));
        Assert.False(await store.DeleteAsync(new DocumentName("b"), token));
    }
}
