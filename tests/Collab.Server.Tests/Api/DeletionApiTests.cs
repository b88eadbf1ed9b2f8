using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Collab.Server.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Api;

/// <summary>Deleting for good, and what a device that was away can do afterwards.</summary>
public sealed class DeletionApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("memory")]
    [InlineData("file")]
    public async Task A_deleted_document_is_gone_from_the_list_and_the_store(string storage)
    {
        var directory = Directory.CreateTempSubdirectory("collab-server-").FullName;
        await using (var server = await RunningServer.StartAsync(
            $"Collab:Storage={storage}", $"Collab:DataDirectory={directory}"))
        {
            var name = await server.CreateNamedAsync("page", "secret");
            var kept = await server.CreateNamedAsync("page");

            await server.DeleteAsync(name);

            Assert.Equal([kept], (await server.ListAsync()).Select(ApiClient.Name));
            await server.SendAsync(HttpMethod.Get, $"/api/documents/{name}", null, HttpStatusCode.NotFound);
            await server.SendAsync(HttpMethod.Patch, $"/api/documents/{name}", "{}", HttpStatusCode.NotFound);
            await server.SendAsync(HttpMethod.Delete, $"/api/documents/{name}", null, HttpStatusCode.NotFound);
            Assert.Null(await server.App.Services.GetRequiredService<IDocumentStore>()
                .LoadAsync(new DocumentName(name), Cancellation));
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task What_is_not_in_the_trash_is_not_deleted()
    {
        await using var server = await RunningServer.StartAsync();
        var name = await server.CreateNamedAsync("text", "kept");

        var problem = await server.SendAsync(HttpMethod.Delete, $"/api/documents/{name}", null, HttpStatusCode.Conflict);

        Assert.Contains("trash", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal([name], (await server.ListAsync()).Select(ApiClient.Name));
    }

    [Fact]
    public async Task Who_has_it_open_is_closed_for_good_and_cannot_bring_it_back()
    {
        await using var server = await RunningServer.StartAsync();
        var name = await server.CreateNamedAsync("text");
        using var open = await server.ConnectAsync($"/sync/{name}");
        await ReceiveAsync(open);

        await server.DeleteAsync(name);

        Assert.Equal(4404, await CloseCodeAsync(open));
        using var back = await server.ConnectAsync($"/sync/{name}");
        Assert.Equal(4404, await CloseCodeAsync(back));
        using var body = new ByteArrayContent(Update()) { Headers = { ContentType = new("application/octet-stream") } };
        using var upload = await server.Client.PostAsync($"/sync/{name}", body, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, upload.StatusCode);
        Assert.Empty(await server.ListAsync());
    }

    [Fact]
    public async Task A_name_is_remembered_after_a_restart_and_a_deletion_that_was_cut_off_is_finished()
    {
        var directory = Directory.CreateTempSubdirectory("collab-server-").FullName;
        string[] settings = ["Collab:Storage=File", $"Collab:DataDirectory={directory}"];
        DocumentName name;
        await using (var server = await RunningServer.StartAsync(settings))
        {
            name = new DocumentName(await server.CreateNamedAsync("text", "secret"));
            await server.PatchAsync(name.Value, """{"trashed":true}""");

            // As if the process had died right after.
            await server.App.Services.GetRequiredService<ICatalog>().DeleteAsync(name, DateTimeOffset.UnixEpoch, Cancellation);
        }

        await using (var again = await RunningServer.StartAsync(settings))
        {
            Assert.Empty(await again.ListAsync());
            await Assert.ThrowsAsync<DocumentDeletedException>(() => again.App.Services
                .GetRequiredService<ICollabDocuments>().ReadAsync(name, DocumentMeta.Read, Cancellation));
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            patience.CancelAfter(TimeSpan.FromSeconds(30));
            while (await again.App.Services.GetRequiredService<IDocumentStore>().LoadAsync(name, patience.Token) is not null)
            {
                await Task.Yield();
            }
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_copy_has_the_whole_content_and_a_life_of_its_own()
    {
        await using var server = await RunningServer.StartAsync();
        var documents = server.App.Services.GetRequiredService<ICollabDocuments>();
        var original = Assert.IsType<string>(ApiClient.Name(
            await server.CreateAsync("""{"kind":"text","title":"Plan","folder":"Work"}""")));
        await documents.EditAsync(
            new DocumentName(original), document => document.GetText("content").Insert(0, "hello"), Cancellation);

        var copy = await server.CreateAsync($$"""{"from":"{{original}}","title":"Plan (copy)"}""");
        var plain = await server.CreateAsync($$"""{"from":"{{original}}","kind":"text","folder":""}""");
        await documents.EditAsync(
            new DocumentName(original), document => document.GetText("content").Delete(0, 5), Cancellation);

        var name = new DocumentName(ApiClient.Name(copy));
        Assert.Equal("hello", await documents.ReadAsync(name, document => document.GetText("content").ToString(), Cancellation));
        Assert.Equal(new DocumentMeta("text", "Plan (copy)"), await documents.ReadAsync(name, DocumentMeta.Read, Cancellation));
        Assert.Equal(("text", "Plan (copy)", "Work"), Shown(copy));
        Assert.Equal(("text", "Plan", ""), Shown(plain));
        await documents.EditAsync(name, document => document.GetText("content").Insert(5, "!"), Cancellation);
        Assert.Equal("hello!", await documents.ReadAsync(name, document => document.GetText("content").ToString(), Cancellation));
        Assert.Equal(3, (await server.ListAsync()).Count);

        static (string?, string?, string?) Shown(JsonElement entry) => (
            entry.GetProperty("kind").GetString(), entry.GetProperty("title").GetString(), entry.GetProperty("folder").GetString());
    }

    [Theory]
    [InlineData("""{"from":"nobody"}""", "from")]
    [InlineData("""{"from":""}""", "from")]
    [InlineData("""{"from":"ORIGINAL","kind":"board"}""", "kind")]
    public async Task A_copy_that_makes_no_sense_makes_nothing(string body, string field)
    {
        await using var server = await RunningServer.StartAsync();
        var original = await server.CreateNamedAsync("page");

        var problem = await server.SendAsync(
            HttpMethod.Post, "/api/documents", body.Replace("ORIGINAL", original, StringComparison.Ordinal), HttpStatusCode.BadRequest);

        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
        Assert.Single(await server.ListAsync());
    }

    private static byte[] Update()
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        document.GetText("t").Insert(0, "back");
        return document.EncodeStateAsUpdate();
    }

    private static async Task ReceiveAsync(WebSocket socket) => await socket.ReceiveAsync(new byte[4096], Cancellation);

    private static async Task<int?> CloseCodeAsync(WebSocket socket)
    {
        while (socket.State == WebSocketState.Open)
        {
            await ReceiveAsync(socket);
        }

        return (int?)socket.CloseStatus;
    }
}
