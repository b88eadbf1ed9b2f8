using System.Globalization;
using Collab.Core;
using Collab.Core.Storage;
using Collab.Core.Tests.Storage;
using Collab.Postgres;
using static Collab.Server.Tests.Postgres.StoreTestData;

namespace Collab.Server.Tests.Postgres;

/// <summary>What every store promises, kept by PostgreSQL.</summary>
public sealed class PostgresDocumentStoreTests(PostgresDatabase database)
    : DocumentStoreContract, IClassFixture<PostgresDatabase>
{
    private bool _opened;

    [Fact]
    public async Task Characters_past_U_FFFF_are_listed_where_ordinal_order_has_them()
    {
        var cancellation = TestContext.Current.CancellationToken;
        string[] names =
        [
            "z", "\uD7FB", "\uE000", "\uE000a", "\uFF5E", "a\uFF5E", "a\U0001F642", "\U0001F642", "\U0001F642\uE000",
        ];
        await Store.AppendAsync(Batch([.. names.Select(name => Updates(name, "update"))]), cancellation);

        var listed = Store.ListAsync(cancellation).Select(entry => entry.Document.Value);

        Assert.Equal(names.Order(StringComparer.Ordinal), await listed.ToListAsync(cancellation));
    }

    protected override bool KeepsReplaced => true;

    protected override async Task<IDocumentStore> OpenAsync()
    {
        var again = _opened;
        _opened = true;
        return again
            ? await database.OpenStoreAsync(configure: Configure)
            : await database.OpenEmptyStoreAsync(Configure);

        void Configure(PostgresStoreOptions options) =>
            (options.KeepReplacedFor, options.KeepReplacedBytes) = (KeepReplacedFor, KeepReplacedBytes);
    }

    protected override Task LetTimePassAsync(TimeSpan time) => database.ExecuteAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"update previous_checkpoints set replaced_at = replaced_at - interval '{time.TotalSeconds} seconds'"));

    protected override Task DamageNewestCheckpointAsync(DocumentName document) => database.ExecuteAsync($"""
        update checkpoints set state = set_byte(state, 0, get_byte(state, 0) # 1)
        where document_id = (select id from documents where name = '{document.Value}')
        """);
}
