using System.Collections.Concurrent;
using Collab.Postgres;
using Microsoft.Extensions.Logging;

namespace Collab.Server.Tests.Postgres;

/// <summary>Keeps what a store logs.</summary>
internal sealed class MessageLog : ILogger<PostgresDocumentStore>
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Messages { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        Messages.Enqueue((logLevel, formatter(state, exception)));
}
