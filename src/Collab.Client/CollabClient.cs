using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Client;

/// <summary>A replica of one document that a server keeps: edited here through the shared types, connected while it can be, and
/// sure of what is saved.</summary>
/// <remarks>
/// <para>Edits count at once, whether there is a connection or not; the server gets them as soon as there is one. A lost connection is
/// tried again until the server closes for good (docs/protocol.md) or the client is disposed.</para>
/// <para>All members are safe for several threads at once. Events are raised by the connection's loop, which waits meanwhile; their
/// handlers may call any method, but must not block on one.</para>
/// </remarks>
public sealed partial class CollabClient : IAsyncDisposable
{
    private readonly CollabClientOptions _options;
    private readonly SyncAddress _address;
    private readonly ILogger _logger;
    private readonly Notifier _notifier;
    private readonly Replica _replica;
    private readonly Signal _output = new();
    private readonly Lock _lock = new();
    private readonly List<TaskCompletionSource> _waitingForOnline = [];
    private AccessRight? _access;
    private ConnectionStatus _status = new(ConnectionState.Offline);
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;
    private bool _isDisposed;

    /// <param name="endpoint">The sync endpoint without the document, such as <c>https://app.example/sync</c>.</param>
    /// <exception cref="ArgumentException">The endpoint is no absolute http, https, ws or wss address, or the document that the
    /// options bring has no client id.</exception>
    public CollabClient(Uri endpoint, DocumentName document, CollabClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _options = options ?? new CollabClientOptions();
        _address = new SyncAddress(endpoint, document);
        DocumentName = document;
        var replica = _options.Document ?? NewDocument(_options.Random);
        if (replica.ClientId == default)
        {
            throw new ArgumentException("the document has no client id to edit with", nameof(options));
        }

        _logger = _options.Logger ?? NullLogger.Instance;
        _notifier = new Notifier(_logger);
        _replica = new Replica(replica, _options.MaxUnsentBytes, _output.Set, _notifier.TellFailure);
        Awareness = new Awareness(replica.ClientId, _options.Time, _notifier, SendAwareness);
    }

    /// <summary>The connection came, went, or ended for good.</summary>
    public event Action<ConnectionStatus>? StatusChanged;

    /// <summary>Something new came from the server; what it is, observers of the shared types are told, or a read shows.</summary>
    public event Action? RemoteChanged;

    /// <summary>The server said what this client may do: on each connection, before the document comes, and whenever that changes.</summary>
    public event Action<AccessRight>? AccessChanged;

    /// <summary>The server does not take an edit, and why; see <see cref="CollabRefusedException"/>.</summary>
    public event Action<string>? EditRefused;

    /// <summary>Whether the server's store takes updates; false while it is in trouble. Edits go on meanwhile.</summary>
    public event Action<bool>? StorageChanged;

    public DocumentName DocumentName { get; }

    /// <summary>Who else is there, and what this client tells of itself.</summary>
    public Awareness Awareness { get; }

    /// <summary>How the client stands to the server now.</summary>
    public ConnectionStatus Status
    {
        get
        {
            lock (_lock)
            {
                return _status;
            }
        }
    }

    /// <summary>What the server said that this client may do; null until it has, on a new connection too. Known when
    /// <see cref="ConnectAsync"/> completes, unless the server is older and tells changes alone.</summary>
    public AccessRight? Access
    {
        get
        {
            lock (_lock)
            {
                return _access;
            }
        }

        private set
        {
            lock (_lock)
            {
                _access = value;
            }
        }
    }

    /// <summary>Whether something was edited that the server has not confirmed as durable.</summary>
    public bool HasUnsavedChanges => _replica.Savings.HasUnsaved;

    /// <summary>Begins to connect, if it has not, and goes on until <see cref="DisconnectAsync"/>; after a final close it begins
    /// anew.</summary>
    /// <exception cref="ObjectDisposedException"/>
    public void Start()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_running.IsCompleted && _status.State != ConnectionState.Closed)
            {
                return;
            }

            // After a final close the loop may still be telling of it.
            var before = _running;
            var stop = new CancellationTokenSource();
            _stop?.Dispose();
            _stop = stop;
            _status = new ConnectionStatus(ConnectionState.Offline);
            _replica.Savings.Begin();
            _running = Task.Run(async () =>
            {
                await before;
                await RunAsync(stop.Token);
            });
        }
    }

    /// <summary>Starts, and waits until the document is what the server has.</summary>
    /// <param name="cancellationToken">Ends the waiting; the client goes on trying.</param>
    /// <exception cref="CollabClosedException">The server closed for good.</exception>
    /// <exception cref="OperationCanceledException">The client was disconnected, or the waiting cancelled.</exception>
    public Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Start();
            if (_status.State == ConnectionState.Online)
            {
                return Task.CompletedTask;
            }

            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waitingForOnline.Add(waiting);
            return waiting.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Says goodbye to the server and stays offline until it is started again; what is edited meanwhile is kept.</summary>
    public async Task DisconnectAsync()
    {
        Task running;
        lock (_lock)
        {
            _stop?.Cancel();
            running = _running;
        }

        await running;
    }

    /// <summary>Edits the document in one transaction, alone with it; completes when that is done here. The server is told at once
    /// or when it can be reached: see <see cref="WhenSavedAsync"/>.</summary>
    /// <param name="edit">Short, and without keeping anything of the document. What it has changed before it throws stays.</param>
    /// <exception cref="CollabRefusedException">The server said that this client may only read. Nothing was edited.</exception>
    public async ValueTask EditAsync(Action<Document> edit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        await EditAsync(
            document =>
            {
                edit(document);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc cref="EditAsync(Action{Document}, CancellationToken)"/>
    /// <returns>What the edit returned.</returns>
    public async ValueTask<T> EditAsync<T>(Func<Document, T> edit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return await _replica.UseAsync(
            document => Access is AccessRight.None or AccessRight.Read
                ? throw new CollabRefusedException("this client may only read")
                : document.Transact(_ => edit(document)),
            cancellationToken);
    }

    /// <summary>Reads the document, alone with it.</summary>
    /// <param name="read">Short, and without keeping anything of the document; it must not edit.</param>
    public ValueTask<T> ReadAsync<T>(Func<Document, T> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _replica.UseAsync(read, cancellationToken);
    }

    /// <summary>Completes when everything edited before the call is durable on the server: it survives kill -9 of the server and of
    /// this process. Offline it waits until the server is back.</summary>
    /// <exception cref="CollabRefusedException">The server refused some of it.</exception>
    /// <exception cref="CollabClosedException">The server closed for good before.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed before.</exception>
    public Task WhenSavedAsync(CancellationToken cancellationToken = default)
    {
        var saved = _replica.Savings.WhenSavedAsync();
        _output.Set();
        return saved.WaitAsync(cancellationToken);
    }

    /// <summary>Disconnects for good. What is not saved by then is lost with the client: see <see cref="WhenSavedAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        await DisconnectAsync();
        await _replica.CloseAsync();
        _replica.Savings.End(() => new ObjectDisposedException(nameof(CollabClient)));
        SetStatus(new ConnectionStatus(ConnectionState.Closed) { Reason = "the client was disposed" });
        _stop?.Dispose();
    }

    private static Document NewDocument(Random random)
    {
        ClientId NewId() => new((ulong)random.NextInt64(1, (long)ClientId.MaxValue + 1));
        return new Document(new DocumentOptions { ClientId = NewId(), NewClientId = NewId });
    }
}
