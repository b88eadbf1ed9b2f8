using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Storage;
using Collab.Postgres;
using Collab.Server.Tests.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collab.Server.Tests.Embedding;

/// <summary>Where a host says that documents are kept, there they are.</summary>
public sealed class StoreRegistrationTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly DocumentName Name = new("kept");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_outlive_the_host()
    {
        var directory = Directory.CreateTempSubdirectory("collab-embedding-");
        try
        {
            await AssertKeptAsync(collab => collab.UseFileStore(Path.Combine(directory.FullName, "documents")));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_second_host_on_the_same_files_does_not_start()
    {
        var directory = Directory.CreateTempSubdirectory("collab-embedding-");
        try
        {
            await using var first = await StartAsync(collab => collab.UseFileStore(directory.FullName));

            await Assert.ThrowsAsync<StoreUnavailableException>(() => StartAsync(collab => collab.UseFileStore(directory.FullName)));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_database_is_made_ready_by_the_start()
    {
        await database.CreateAsync();

        await AssertKeptAsync(collab => collab.UsePostgres(database.ConnectionString));
    }

    [Fact]
    public async Task The_hosts_own_connections_are_used_and_stay_its_own()
    {
        await database.CreateAsync();
        await using var dataSource = NpgsqlDataSource.Create(database.ConnectionString);

        await AssertKeptAsync(collab => collab.UsePostgres(dataSource));

        await using var command = dataSource.CreateCommand("select count(*) from updates");
        Assert.NotNull(await command.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task The_last_store_that_is_named_counts()
    {
        await using var store = new MemoryStore();
        await using (var host = await StartAsync(collab => collab.UseMemoryStore().UseStore(store)))
        {
            await WriteAsync(host);
        }

        Assert.NotNull(await store.LoadAsync(Name, Cancellation));
    }

    [Fact]
    public async Task Without_a_store_the_start_says_what_is_missing()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(_ => { }));

        Assert.Contains("UseFileStore", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_add_it_twice_configures_it_twice()
    {
        await using var host = await StartAsync(collab =>
        {
            collab.UseMemoryStore();
            collab.Services.AddCollab(options => options.MaxUploads = 7);
        });

        Assert.Equal(7, host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<CollabOptions>>().Value.MaxUploads);
        Assert.Single(host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>(), service => service is SessionDrain);
    }

    private static async Task AssertKeptAsync(Action<CollabBuilder> use)
    {
        await using (var first = await StartAsync(use))
        {
            await WriteAsync(first);
            await first.StopAsync(Cancellation);
        }

        await using var second = await StartAsync(use);
        var documents = second.Services.GetRequiredService<ICollabDocuments>();
        Assert.Equal("text", await documents.ReadAsync(Name, document => document.GetText("text").ToString(), Cancellation));
        await documents.EditAsync(Name, document => document.GetText("text").Delete(0, 4), Cancellation);
    }

    private static Task WriteAsync(WebApplication host) => host.Services.GetRequiredService<ICollabDocuments>()
        .EditAsync(Name, document => document.GetText("text").Insert(0, "text"), Cancellation);

    private static async Task<WebApplication> StartAsync(Action<CollabBuilder> use)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        use(builder.Services.AddCollab());
        var app = builder.Build();
        try
        {
            await app.StartAsync(Cancellation);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
