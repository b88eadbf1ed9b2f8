using System.Buffers.Binary;
using System.Diagnostics;
using Collab.Core.Codec;

namespace Collab.Interop.Tests.Engine;

/// <summary>A Node process with real Yjs (<c>clients/engine</c>) that answers one request at a time.</summary>
public sealed class YjsProcess(NodeClients clients) : IAsyncLifetime
{
    // Only against waiting for ever.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly Lib0Writer _writer = new(64 * 1024);
    private readonly byte[] _head = new byte[sizeof(int)];
    private Process? _process;
    private Task<string>? _errors;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            return;
        }

        _process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        _process.Dispose();
    }

    /// <summary>Sends a request (<c>clients/engine/requests.mjs</c>) and waits for its answer.</summary>
    /// <param name="request">What <c>do</c> says; the process starts with the first.</param>
    /// <exception cref="InvalidOperationException">The script failed; the message has its stack.</exception>
    public async Task<Any> AskAsync(string request, params (string Name, Any Value)[] properties)
    {
        clients.SkipIfAbsent();
        _process ??= Start();
        _writer.Clear();
        _writer.WriteAny(Message.Of([("do", request), .. properties]));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var input = _process.StandardInput.BaseStream;
        BinaryPrimitives.WriteInt32LittleEndian(_head, _writer.Length);
        await input.WriteAsync(_head, deadline.Token);
        await input.WriteAsync(_writer.WrittenMemory, deadline.Token);
        await input.FlushAsync(deadline.Token);
        var answer = await ReadAsync(deadline.Token);
        return answer["error"].Kind == AnyKind.Undefined
            ? answer["ok"]
            : throw new InvalidOperationException($"Yjs failed at '{request}': {answer["error"].AsString()}");
    }

    private async Task<Any> ReadAsync(CancellationToken cancellationToken)
    {
        var output = _process!.StandardOutput.BaseStream;
        try
        {
            await output.ReadExactlyAsync(_head, cancellationToken);
            var body = new byte[BinaryPrimitives.ReadInt32LittleEndian(_head)];
            await output.ReadExactlyAsync(body, cancellationToken);
            return new Lib0Reader(body).ReadAny();
        }
        catch (EndOfStreamException)
        {
            throw new InvalidOperationException($"the Node process went away: {await _errors!}");
        }
    }

    private Process Start()
    {
        var process = Process.Start(new ProcessStartInfo("node", ["engine/main.mjs"])
        {
            WorkingDirectory = clients.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("node did not start");
        _errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        return process;
    }
}
