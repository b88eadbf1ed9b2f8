using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collab.Benchmarks.Access;

/// <summary>Asks a server for documents that the caller may not know: some exist, some do not. Neither the answer nor its time may tell
/// which.</summary>
internal static class DocumentProbes
{
    private const int WarmUp = 200;
    private const int Probes = 1_000;

    private static readonly TimeSpan Goal = TimeSpan.FromMilliseconds(1);

    /// <returns>Whether the two could not be told apart.</returns>
    public static async Task<bool> PrintAsync(TextWriter output)
    {
        await using var app = await StartAsync();
        var documents = app.Services.GetRequiredService<ICollabDocuments>();
        for (var i = 0; i < Probes; i++)
        {
            await documents.EditAsync(new DocumentName($"there-{i}"), document => document.GetText("content").Insert(0, "secret"), default);
        }

        var (there, absent) = (new List<(double Milliseconds, string Answer)>(Probes), new List<(double Milliseconds, string Answer)>(Probes));
        for (var i = -WarmUp; i < Probes; i++)
        {
            // In turns, so that what else the machine does meets both; the first of a pair is not always the same.
            var number = Math.Max(i, 0);
            foreach (var (kind, into) in i % 2 == 0 ? new[] { ("there", there), ("gone", absent) } : [("gone", absent), ("there", there)])
            {
                var answer = await ProbeAsync(new Uri($"{app.Urls.Single().Replace("http", "ws", StringComparison.Ordinal)}/sync/{kind}-{number}"));
                if (i >= 0)
                {
                    into.Add(answer);
                }
            }
        }

        var (meanThere, meanAbsent) = (there.Average(probe => probe.Milliseconds), absent.Average(probe => probe.Milliseconds));
        var answers = there.Concat(absent).Select(probe => probe.Answer).Distinct().ToList();
        var isMet = answers.Count == 1 && Math.Abs(meanThere - meanAbsent) < Goal.TotalMilliseconds;
        output.WriteLine();
        output.WriteLine("| probes | mean | answers | met (the same answer, less than 1 ms apart) |");
        output.WriteLine("| --- | ---: | --- | --- |");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Probes} documents that exist | {meanThere:F3} ms | {string.Join(", ", answers)} | |"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Probes} that do not | {meanAbsent:F3} ms | {string.Join(", ", answers)} | {(isMet ? "yes" : "**no**")} |"));
        return isMet;
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddCollab().UseMemoryStore().AddAuthorizer<OwnDocumentsOnly>();
        var app = builder.Build();
        app.MapCollab("/sync/{**document}");
        await app.StartAsync();
        return app;
    }

    /// <summary>Connects as y-websocket does, which is told by a close code: it stops only then.</summary>
    private static async Task<(double Milliseconds, string Answer)> ProbeAsync(Uri address)
    {
        using var socket = new ClientWebSocket();
        var start = Stopwatch.GetTimestamp();
        await socket.ConnectAsync(address, default);
        var first = await socket.ReceiveAsync(new byte[1024].AsMemory(), default);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return (took, first.MessageType == WebSocketMessageType.Close ? $"{(int?)socket.CloseStatus} {socket.CloseStatusDescription}" : "let in");
    }

    private sealed class OwnDocumentsOnly : IDocumentAuthorizer
    {
        public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken) =>
            new(request.Document.Value.StartsWith("own-", StringComparison.Ordinal) ? new DocumentAccess(AccessRight.Read) : DocumentAccess.Denied);
    }
}
