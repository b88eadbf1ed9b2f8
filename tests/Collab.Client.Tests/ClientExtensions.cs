namespace Collab.Client.Tests;

internal static class ClientExtensions
{
    // Only against waiting for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Inserts at the end of the text that these tests use.</summary>
    public static async Task AppendAsync(this CollabClient client, string text) =>
        await client.EditAsync(
            document => document.GetText("text").Insert(document.GetText("text").Length, text),
            TestContext.Current.CancellationToken);

    public static async Task<string> TextAsync(this CollabClient client) =>
        await client.ReadAsync(document => document.GetText("text").ToString(), TestContext.Current.CancellationToken);

    public static Task SavedAsync(this CollabClient client) => client.WhenSavedAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits until the text is as given.</summary>
    public static async Task UntilTextAsync(this CollabClient client, string expected)
    {
        var changed = new SemaphoreSlim(0);
        void Wake() => changed.Release();
        client.RemoteChanged += Wake;
        try
        {
            while (await client.TextAsync() != expected)
            {
                Assert.True(
                    await changed.WaitAsync(Patience, TestContext.Current.CancellationToken),
                    $"the text stayed '{await client.TextAsync()}'");
            }
        }
        finally
        {
            client.RemoteChanged -= Wake;
        }
    }

    /// <summary>Waits until the status is as asked for.</summary>
    public static async Task<ConnectionStatus> UntilAsync(this CollabClient client, ConnectionState state)
    {
        var reached = new TaskCompletionSource<ConnectionStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(ConnectionStatus status)
        {
            if (status.State == state)
            {
                reached.TrySetResult(status);
            }
        }

        client.StatusChanged += Look;
        Look(client.Status);
        var status = await reached.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        client.StatusChanged -= Look;
        return status;
    }

    /// <summary>Waits until a condition on the others' awareness holds.</summary>
    public static async Task UntilAwareAsync(this CollabClient client, Func<Awareness, bool> condition)
    {
        var changed = new SemaphoreSlim(0);
        void Wake(AwarenessChange change) => changed.Release();
        client.Awareness.Changed += Wake;
        try
        {
            while (!condition(client.Awareness))
            {
                Assert.True(await changed.WaitAsync(Patience, TestContext.Current.CancellationToken), "awareness stayed as it was");
            }
        }
        finally
        {
            client.Awareness.Changed -= Wake;
        }
    }
}
