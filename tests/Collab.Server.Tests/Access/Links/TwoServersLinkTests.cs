using System.Net.Http.Json;
using Collab.Server.Tests.Embedding;
using Collab.Server.Tests.Postgres;

namespace Collab.Server.Tests.Access.Links;

/// <summary>Two servers on one database with one secret: a link of one is a link of the other, until one revokes it.</summary>
public sealed class TwoServersLinkTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_revoked_on_one_puts_its_guests_on_the_other_out()
    {
        await using (await database.OpenEmptyStoreAsync())
        {
        }

        string[] settings =
        [
            "Collab:Storage=Postgres", $"Collab:Postgres:ConnectionString={database.ConnectionString}", $"Collab:Access:Secret={Secret}",
        ];
        await using var one = await StartSignedInAsync(settings);
        await using var other = await StartSignedInAsync(settings);
        var document = await one.MakeDocumentAsync();
        var id = await one.ShareAsync(document);
        var token = await one.GetTokenAsync(id);
        var (guest, right) = await other.JoinWithAsync(document, token);

        (await one.Client.DeleteAsync($"/api/links/{id}", Cancellation)).Dispose();

        using (guest)
        {
            Assert.Equal("write", right);
            Assert.Equal(4403, (await EmbeddedHost.ReadCloseAsync(guest).WaitAsync(Patience, Cancellation)).Code);
        }

        using var opening = await other.OpenLinkAsync(id);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, opening.StatusCode);
    }

    private static async Task<RunningServer> StartSignedInAsync(string[] settings)
    {
        var server = await RunningServer.StartAsync(settings);
        using var response = await server.Client.PostAsJsonAsync("/api/sign-in", new { secret = Secret }, Cancellation);
        var cookie = response.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        server.Client.DefaultRequestHeaders.Add("Cookie", cookie);
        return server;
    }
}
