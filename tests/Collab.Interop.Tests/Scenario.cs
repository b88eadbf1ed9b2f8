using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Tests.Support;

namespace Collab.Interop.Tests;

/// <summary>Runs a script of <c>clients/scenarios</c> against a server, which the script may ask the test to do something to.</summary>
/// <param name="address">The server's sync address, without a document's name.</param>
/// <param name="output">What the server wrote, for a failure's message.</param>
internal sealed class Scenario(NodeClients clients, string address, Func<string> output)
{
    // Only against waiting for ever.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly Dictionary<string, Func<Task<object?>>> _requests = [];

    /// <summary>Against a server that the script may have killed, started and so on.</summary>
    public Scenario(NodeClients clients, ServerProcess server)
        : this(clients, server.SyncAddress, () => server.Output)
    {
        Answering("kill", server.KillAsync);
        Answering("start", server.StartAsync);
        Answering("stop", async () => new { ExitCode = await server.StopAsync() });
        Answering("memory", () => Task.FromResult(new { server.ResidentBytes }));
    }

    /// <summary>Lets the script ask for something more.</summary>
    public Scenario Answering(string request, Func<Task> act)
    {
        _requests.Add(request, async () =>
        {
            await act();
            return null;
        });
        return this;
    }

    /// <summary>Lets the script ask for something.</summary>
    public Scenario Answering<T>(string request, Func<Task<T>> answer)
    {
        _requests.Add(request, async () => await answer());
        return this;
    }

    /// <summary>Runs a scenario and returns its result.</summary>
    /// <param name="file">A file of <c>clients/scenarios</c>, without its ending.</param>
    /// <param name="scenario">A function that the file exports; the document's name too, where <paramref name="arguments"/> say nothing else.</param>
    /// <param name="arguments">Properties for the function, beside the server's address.</param>
    public async Task<T> RunAsync<T>(string file, string scenario, object? arguments = null)
    {
        clients.SkipIfAbsent();
        var all = new JsonObject { ["address"] = address, ["document"] = $"{file}/{scenario}" };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(arguments ?? new { }, Json)!.AsObject())
        {
            all[name] = value?.DeepClone();
        }

        using var process = Start(file, scenario, all.ToJsonString());
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stopped.CancelAfter(Deadline);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var result = await ConverseAsync(process, stopped.Token);
            await process.WaitForExitAsync(stopped.Token);
            Assert.True(
                process.ExitCode == 0 && result is not null,
                $"{file}.{scenario} ended with {process.ExitCode}\n{await errors}\n--- server:\n{output()}");
            return result.Deserialize<T>(Json)!;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"{file}.{scenario} did not end\n{await errors}\n--- server:\n{output()}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private Process Start(string file, string scenario, string arguments)
    {
        var start = new ProcessStartInfo("node", ["run.mjs", file, scenario, arguments])
        {
            WorkingDirectory = clients.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("node did not start");
    }

    /// <summary>Does what the script asks for, until it hands over its result.</summary>
    private async Task<JsonNode?> ConverseAsync(Process process, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            var message = JsonNode.Parse(line)!.AsObject();
            if (message["result"] is { } result)
            {
                return result;
            }

            var answer = await _requests[message["ask"]!.GetValue<string>()]();
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(answer, Json).AsMemory(), cancellationToken);
            await process.StandardInput.FlushAsync(cancellationToken);
        }

        return null;
    }
}
