using System.Collections.Concurrent;
using System.Net.WebSockets;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Collab.Server.Tests.Embedding;
using Collab.Server.Tests.Hocuspocus;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collab.Server.Tests.Access;

/// <summary>Tokens are in no log.</summary>
public sealed class TokenLogTests
{
    private const string Secret = "s3cr3t-t0k3n";

    [Fact]
    public async Task The_library_logs_no_token_even_where_it_logs_everything()
    {
        var log = new Lines();
        await using var host = await EmbeddedHost.StartAsync(collab =>
        {
            collab.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFilter("Collab", LogLevel.Trace).AddProvider(log));
            collab.AddAuthorizer<Failing>();
        });
        using var inSubprotocol = new ClientWebSocket();
        inSubprotocol.Options.AddSubProtocol($"bearer.{Secret}");
        await inSubprotocol.ConnectAsync(new Uri($"ws://{host.Address.Authority}/sync/a"), TestContext.Current.CancellationToken);
        using var inAddress = await host.ConnectToAsync($"sync/a?token={Secret}");
        using var inMessage = await HocuspocusClient.ConnectAsync(host);
        await inMessage.SendTokenAsync("a", Secret);

        await EmbeddedHost.ReadCloseAsync(inSubprotocol);
        await EmbeddedHost.ReadCloseAsync(inAddress);
        await inMessage.ReadUntilAsync("a", "0201");

        var lines = log.All.Where(line => line.StartsWith("Collab.", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, lines.Count(line => line.Contains("not let in", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_server_logs_no_token_by_its_own_settings()
    {
        var log = new Lines();
        await using var server = await RunningServer.StartAsync(
            "Logging:LogLevel:Default=Trace", "Logging:LogLevel:Microsoft.AspNetCore=Trace", "Logging:Console:LogLevel:Default=None");
        server.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        using var socket = await server.ConnectAsync($"/sync/a?token={Secret}");
        using var answer = await server.Client.GetAsync(
            new Uri($"/api/documents?token={Secret}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains(log.All, line => line.Contains("/sync/a", StringComparison.Ordinal));
        Assert.DoesNotContain(log.All, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void A_request_does_not_show_its_token()
    {
        var request = new AccessRequest(new(), new DocumentName("a"), Secret, null);

        Assert.DoesNotContain(Secret, request.ToString(), StringComparison.Ordinal);
    }

    private sealed class Failing : IDocumentAuthorizer
    {
        public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("the rules cannot be read");
    }

    /// <summary>Keeps all that is logged, exceptions too.</summary>
    private sealed class Lines : ILoggerProvider
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Category(Lines lines, string name) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.All.Enqueue($"{name}: {formatter(state, exception)} {exception}");
        }
    }
}
