namespace Collab.Durability.Tests;

/// <summary>A client that writes one numbered token after another and knows what it was told of them.</summary>
/// <remarks>A token is one unit, so token n is what brings its client's clock to n.</remarks>
internal sealed class TokenWriter(SyncClient client, string document, string name, int seed)
{
    private const char Filling = '.';
    private const int MostPauseMilliseconds = 4;

    private readonly Random _random = new(seed);

    public SyncClient Client { get; } = client;

    public string Document { get; } = document;

    public IEnumerable<string> Written => Up(Client.OwnClock);

    /// <summary>What it was told is saved, by its own updates coming back or by the answer to a barrier.</summary>
    public IEnumerable<string> Acknowledged => Up(AcknowledgedClock);

    public ulong AcknowledgedClock => Math.Max(Client.EchoedClock, Client.SavedClock);

    /// <summary>Writes and asks until it is told to stop, or nobody is there any more.</summary>
    public async Task WriteAsync(CancellationToken stop)
    {
        var asking = Task.CompletedTask;
        while (!stop.IsCancellationRequested && Client.IsConnected)
        {
            Write();
            if (asking.IsCompleted)
            {
                await asking;
                asking = AskAsync();
            }

            await Task.Delay(_random.Next(MostPauseMilliseconds), CancellationToken.None);
        }

        await asking;
    }

    /// <param name="length">Makes the token at least that long; it is still known by the name before the filling.</param>
    /// <returns>Its clock.</returns>
    public ulong Write(int length = 0) =>
        Client.Edit(document => Tokens.Append(document, Token(Client.OwnClock + 1).PadRight(length, Filling)));

    /// <summary>A stored token without what makes it longer.</summary>
    public static string NameOf(string token) => token.TrimEnd(Filling);

    private async Task AskAsync()
    {
        try
        {
            await Client.WhenSavedAsync(CancellationToken.None);
        }
        catch (SyncClosedException)
        {
            // The server was killed, which is what this is for.
        }
    }

    private IEnumerable<string> Up(ulong clock)
    {
        for (ulong number = 1; number <= clock; number++)
        {
            yield return Token(number);
        }
    }

    private string Token(ulong number) => $"{name}/{number}";
}
