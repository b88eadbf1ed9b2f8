using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Collab.Server.Tests.Postgres;

/// <summary>A real client that appends unique tokens to a document, and knows which of them it was told are saved.</summary>
/// <remarks>Tokens of one length, none the beginning of another: as bytes they can be looked for in what is stored.</remarks>
internal sealed class TokenClient(SyncClient client, string document, int number) : IAsyncDisposable
{
    public const string Root = "tokens";

    private readonly ConcurrentQueue<string> _saved = new();
    private int _written;

    public SyncClient Client => client;

    public string Document => document;

    /// <summary>In the order in which it was told.</summary>
    public IReadOnlyCollection<string> Saved => _saved;

    public int Written => _written;

    public static async Task<TokenClient> ConnectAsync(
        Uri server, string document, int number, CancellationToken cancellationToken) =>
        new(await SyncClient.ConnectAsync(server, document, cancellationToken), document, number);

    /// <summary>Appends a token and waits until it is saved, as a stock client knows it or by a barrier, in turn.</summary>
    /// <exception cref="SyncClosedException">The connection ended before.</exception>
    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        var token = string.Create(CultureInfo.InvariantCulture, $"<{number:D3}-{++_written:D6}>");
        var clock = client.Edit(replica => replica.GetArray(Root).Push(token));
        await (_written % 2 == 0
            ? client.WhenSavedAsync(cancellationToken)
            : client.WhenEchoedAsync(clock, cancellationToken));
        _saved.Enqueue(token);
        return token;
    }

    /// <summary>Writes one token after another until it is told to stop, or the connection ends.</summary>
    public async Task WriteAllAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await WriteAsync(CancellationToken.None);
            }
        }
        catch (SyncClosedException)
        {
            // What was not told saved may be there or not.
        }
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    /// <summary>How many rows of the log hold a token: asked on a connection of its own, so only what is committed
    /// counts.</summary>
    public static async Task<long> CountRowsAsync(PostgresDatabase database, string token)
    {
        await using var connection = await database.ConnectAsync();
        await using var command = new NpgsqlCommand(
            "select count(*) from updates where position($1 in payload) > 0", connection)
        {
            Parameters = { new NpgsqlParameter { Value = Encoding.UTF8.GetBytes(token) } },
        };
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
