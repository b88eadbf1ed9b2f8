using System.Net;
using System.Net.Sockets;
using Collab.Server.Configuration;

namespace Collab.Server.Tests.Configuration;

public sealed class StartFailureTests
{
    [Theory]
    [InlineData("Collab:Storage=Mongo", "Collab:Storage")]
    [InlineData("Collab:Limits:MaxConnections=0", "Collab:Limits:MaxConnections")]
    [InlineData("Collab:Limits:MaxConnections=many", "Collab:Limits:MaxConnections")]
    [InlineData("Collab:Limits:RequestHeadersTimeout=1.00:00:00", "Collab:Limits:RequestHeadersTimeout")]
    [InlineData("Collab:MaxMessageBytes=1", "Collab:MaxMessageBytes")]
    [InlineData("Collab:Sessions:OutboxBytes=1", "Collab:Sessions:OutboxBytes")]
    [InlineData("Collab:Sessions:IdleTimeout=soon", "Collab:Sessions:IdleTimeout")]
    [InlineData("urls=nonsense", "urls")]
    public async Task A_wrong_value_stops_the_start_and_is_named(string wrong, string setting) =>
        Assert.StartsWith($"{setting} ", await FailAsync(wrong), StringComparison.Ordinal);

    [Theory]
    [InlineData("Collab:Postgres:ConnectionString=", "Collab:Postgres:ConnectionString")]
    [InlineData("Collab:Postgres:ConnectionString=Color=blue", "Collab:Postgres:ConnectionString")]
    [InlineData("Collab:Postgres:CommandTimeout=0", "Collab:Postgres:CommandTimeout")]
    public async Task A_wrong_value_of_PostgreSQL_stops_the_start_and_is_named(string wrong, string setting) =>
        Assert.Contains(setting, await FailAsync("Collab:Storage=Postgres", wrong), StringComparison.Ordinal);

    [Fact]
    public async Task A_database_that_is_not_there_stops_the_start_without_telling_the_password()
    {
        var line = await FailAsync(
            "Collab:Storage=Postgres", "Collab:Postgres:StartTimeout=00:00:00",
            "Collab:Postgres:ConnectionString=Host=127.0.0.1;Port=1;Username=x;Password=secret");

        Assert.Contains("Collab:Postgres:ConnectionString", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_stops_the_start_and_is_named()
    {
        var file = Path.GetTempFileName();
        try
        {
            var line = await FailAsync("Collab:Storage=File", $"Collab:DataDirectory={file}");

            Assert.StartsWith($"Collab:DataDirectory is {file}", line, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task An_address_in_use_stops_the_start_and_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var line = await FailAsync($"urls=http://{listener.LocalEndpoint}");

        Assert.Contains($"http://{listener.LocalEndpoint}", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls=http://0.0.0.0:0", "http://0.0.0.0:0")]
    [InlineData("urls=http://localhost:5080;http://*:0", "http://*:0")]
    [InlineData("Kestrel:Endpoints:Web:Url=http://[::]:0", "http://[::]:0")]
    [InlineData("AllowedHosts=localhost;collab.example", "collab.example")]
    [InlineData("AllowedHosts=*", "*")]
    public async Task Without_a_secret_a_server_that_others_could_reach_does_not_start(string setting, string reason)
    {
        var line = await FailAsync(setting);

        Assert.StartsWith("Collab:Access:Secret is missing: ", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AllowedHosts=localhost;127.0.0.1;[::1]")]
    [InlineData("http_ports=0")]
    public async Task Without_a_secret_a_server_on_this_machine_alone_starts(string setting)
    {
        // A port setting is passed over where addresses are given.
        await using var server = await RunningServer.StartAsync(setting);

        Assert.NotEmpty(server.App.Urls);
    }

    [Fact]
    public async Task A_short_secret_stops_the_start_and_is_not_told()
    {
        var line = await FailAsync("Collab:Access:Secret=letmein");

        Assert.StartsWith("Collab:Access:Secret has 7 characters; 32 or more are needed", line, StringComparison.Ordinal);
        Assert.DoesNotContain("letmein", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_is_shown_whole() => Assert.Null(StartFailure.Describe(new InvalidOperationException("a bug")));

    private static async Task<string> FailAsync(params string[] settings)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => RunningServer.StartAsync(settings));
        var line = Assert.IsType<string>(StartFailure.Describe(failure));
        Assert.DoesNotContain('\n', line);
        return line;
    }
}
