using Collab.Core;
using Collab.Core.Codec;

namespace Collab.Client.Tests;

/// <summary>Clients of one document edit it together, at the real endpoint.</summary>
public sealed class TogetherTests
{
    [Fact]
    public async Task What_one_writes_another_reads()
    {
        await using var host = await Host.StartAsync();
        await using var ada = await host.ConnectAsync();
        await using var ben = await host.ConnectAsync();

        await ada.AppendAsync("Ada was here. ");
        await ben.UntilTextAsync("Ada was here. ");
        await ben.AppendAsync("So was Ben.");

        await ada.UntilTextAsync("Ada was here. So was Ben.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Clients_that_edit_at_random_on_and_off_line_end_equal(int seed)
    {
        await using var host = await Host.StartAsync();
        var random = new Random(seed);
        var clients = new List<CollabClient>();
        for (var number = 0; number < 3; number++)
        {
            clients.Add(await host.ConnectAsync());
        }

        for (var round = 0; round < 60; round++)
        {
            var client = clients[random.Next(clients.Count)];
            if (random.Next(12) == 0)
            {
                await client.DisconnectAsync();
            }
            else if (client.Status.State == ConnectionState.Offline && random.Next(3) == 0)
            {
                client.Start();
            }

            await client.EditAsync(document => RandomEdit(document, random), TestContext.Current.CancellationToken);
        }

        await Task.WhenAll(clients.Select(client => client.ConnectAsync(TestContext.Current.CancellationToken)));
        await Task.WhenAll(clients.Select(client => client.SavedAsync()));

        var expected = await host.Documents.ReadAsync(
            new DocumentName("notes"), document => document.GetText("text").ToString(), TestContext.Current.CancellationToken);
        foreach (var client in clients)
        {
            await client.UntilTextAsync(expected);
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_an_observer_writes_in_answer_to_others_reaches_them()
    {
        await using var host = await Host.StartAsync();
        await using var person = await host.ConnectAsync();
        await using var bot = await host.ConnectAsync();
        await bot.ReadAsync(
            document =>
            {
                document.GetText("text").Observe((change, transaction) =>
                {
                    if (!transaction.IsLocal)
                    {
                        document.GetMap("answers").Set("heard", Any.FromNumber(document.GetText("text").Length));
                    }
                });
                return true;
            },
            TestContext.Current.CancellationToken);

        var heard = new TaskCompletionSource();
        person.RemoteChanged += () => heard.TrySetResult();

        await person.AppendAsync("hello");

        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(
            5,
            await person.ReadAsync(
                document => document.GetMap("answers").ToJson()["heard"].AsNumber(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_document_is_where_its_name_says_slashes_spaces_and_all()
    {
        await using var host = await Host.StartAsync();
        const string Name = "team a/über uns/50%/x?y#z";
        await using var client = await host.ConnectAsync(Name);

        await client.AppendAsync("here");
        await client.SavedAsync();

        Assert.Equal("here", await host.Documents.ReadAsync(
            new DocumentName(Name), document => document.GetText("text").ToString(), TestContext.Current.CancellationToken));
    }

    private static void RandomEdit(Core.Documents.Document document, Random random)
    {
        var text = document.GetText("text");
        if (text.Length > 10 && random.Next(3) == 0)
        {
            text.Delete(random.Next(text.Length - 4), 4);
        }
        else
        {
            text.Insert(random.Next(text.Length + 1), $"{random.Next(100)} ");
        }
    }
}
