using System.Diagnostics.CodeAnalysis;
using System.Net;
using Collab.AspNetCore.Access;
using Collab.AspNetCore.Filtering;
using Collab.AspNetCore.WebSockets;
using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Protocol;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collab.AspNetCore.Hocuspocus;

/// <summary>A Hocuspocus client's socket: many documents, each let in by its own token, and each a peer of its own session.</summary>
/// <remarks>What comes is handled by the socket's reading loop alone; the documents take turns in what is sent. What happens to one document
/// does not touch the others, but for one thing: a session that takes no more for now stops the reading of the whole socket. How long and
/// with how much a client may wait to be let in is in <c>.Admission</c>.</remarks>
internal sealed partial class HocuspocusDialect : IConnectionDialect, IAsyncDisposable
{
    private const int MaxRefusals = 100;
    private const int MaxLeaving = 100;

    /// <summary>An empty awareness update for the document "", which no provider has: it says that somebody is there, and nothing else.</summary>
    private static readonly ReadOnlyMemory<byte> ForNobody = (byte[])[0, .. YWebsocketFrame.KeepAlive.Span];

    private readonly WebSocketConnection _connection;
    private readonly HttpContext _context;
    private readonly EndpointAccess _access;
    private readonly string? _token;
    private readonly HocuspocusServices _services;
    private readonly HocuspocusOptions _options;
    private readonly Dictionary<ReadOnlyMemory<byte>, HocuspocusDocument> _documents = new(new AddressComparer());
    private readonly FrameRun _run = new();
    private readonly List<Task> _leaving = [];
    private readonly Lock _lock = new();
    private readonly Queue<HocuspocusDocument> _line = new();
    private readonly Queue<OutboundMessage> _refusals = new();
    private volatile bool _restarts;
    private bool _isEnding;

    /// <param name="token">What the request brought; for documents that their client brings none for.</param>
    public HocuspocusDialect(
        WebSocketConnection connection, HttpContext context, EndpointAccess access, string? token, HocuspocusServices services)
    {
        _connection = connection;
        _context = context;
        _access = access;
        _token = token;
        _services = services;
        _options = services.Options.Hocuspocus;
        _deadline = services.Time.CreateTimer(
            static dialect => ((HocuspocusDialect)dialect!).OnDeadline(), this, _options.AuthenticationTimeout, Timeout.InfiniteTimeSpan);
    }

    public string Id => _context.Connection.Id;

    public IPAddress? Address => _context.Connection.RemoteIpAddress;

    public SessionRegistry Sessions => _services.Sessions;

    public HocuspocusAudience Audience => _services.Audience;

    public EndpointAccess Access => _access;

    public UpdateFilters Filters => _services.Filters;

    public TimeProvider Time => _services.Time;

    public int OutboxBytes => _services.Options.Sessions.OutboxBytes;

    public bool ReceivesText => false;

    /// <summary>A ping ends providers before version 4 with an exception, and they do not say who they are.</summary>
    public ReadOnlyMemory<byte> KeepAlive => _hasToken && !_hasOldProvider ? HocuspocusFrame.Ping : ForNobody;

    public async ValueTask ReceiveAsync(ReceivedFrames messages, CancellationToken cancellationToken)
    {
        for (int i = 0, start = 0; i < messages.Count && !_isEnding; start = messages.EndOf(i), i++)
        {
            try
            {
                await HandleAsync(HocuspocusFrame.Read(messages.Bytes[start..messages.EndOf(i)]), cancellationToken);
            }
            catch (MalformedUpdateException exception)
            {
                End(PeerClose.Malformed(exception.Message));
            }
        }

        await _run.FlushAsync(cancellationToken);
    }

    public bool TryTakeFrame(out OutboundMessage message)
    {
        while (NextInLine(out message) is { } document)
        {
            if (document.TryTake(out message))
            {
                Line(document);
                return true;
            }
        }

        if (message.Body.IsEmpty && _restarts && !Opened().Any(document => document.IsActive))
        {
            _connection.Close(PeerClose.Restarting);
        }

        return !message.Body.IsEmpty;
    }

    /// <summary>Notes that a document has something to send.</summary>
    /// <param name="mayWriteHere">Whether it may be written within this call.</param>
    public void Wake(HocuspocusDocument document, bool mayWriteHere = false)
    {
        Line(document);
        _connection.Wake(mayWriteHere);
    }

    /// <summary>The server stops: the socket ends once no document on it is open, so that its client comes back with all of them.</summary>
    public void LeftByRestart()
    {
        _restarts = true;
        _connection.Wake();
    }

    /// <summary>Brings a message to where it belongs, once its document is open.</summary>
    public async ValueTask PassOnAsync(
        HocuspocusDocument document, FilteredLink link, HocuspocusMessage message, CancellationToken cancellationToken)
    {
        switch (message.Type)
        {
            case HocuspocusMessageType.Sync or HocuspocusMessageType.Awareness or HocuspocusMessageType.QueryAwareness:
                await link.ReceiveAsync(message.Body, cancellationToken);
                break;
            case HocuspocusMessageType.Stateless:
                await HearAsync(document, message, cancellationToken);
                break;
            default:
                Log.UnknownMessage(_services.Logger, document.Name, Id, (ulong)message.Type);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _deadline.DisposeAsync();
        await Task.WhenAll(_leaving.Concat(_documents.Values.Select(document => document.DisposeAsync().AsTask())));
        _authorizing.Dispose();
    }

    private async ValueTask HandleAsync(HocuspocusMessage message, CancellationToken cancellationToken)
    {
        if (message.Address.IsEmpty)
        {
            // A pong: that something came is all it says.
            return;
        }

        if (message.Type == HocuspocusMessageType.Close)
        {
            await _run.FlushAsync(cancellationToken);
            await LeaveAsync(message.Address);
            return;
        }

        if (!_documents.TryGetValue(message.Address, out var document) && !TryAdd(message, out document))
        {
            return;
        }

        if (document.Receive(message) is not { } link)
        {
            await CheckRoomAsync(document, cancellationToken);
        }
        else if (message.Type is HocuspocusMessageType.Sync or HocuspocusMessageType.Awareness or HocuspocusMessageType.QueryAwareness)
        {
            await _run.AddAsync(link, message.Body, cancellationToken);
        }
        else
        {
            await _run.FlushAsync(cancellationToken);
            await PassOnAsync(document, link, message, cancellationToken);
        }
    }

    private bool TryAdd(HocuspocusMessage message, [NotNullWhen(true)] out HocuspocusDocument? document)
    {
        document = null;
        if (!HocuspocusFrame.TryReadName(message.Address.Span, out var asked) || !_access.TryPlace(asked.Value, out var name))
        {
            RefuseName(message);
            return false;
        }

        if (_documents.Count >= _options.MaxDocuments
            || _documents.Values.Count(other => other.IsWaiting) >= _options.MaxWaitingDocuments)
        {
            End(new PeerClose(HocuspocusClose.Reset, $"too many documents on one socket: at most {_options.MaxDocuments}, and {_options.MaxWaitingDocuments} that wait"));
            return false;
        }

        var address = message.Address.ToArray();
        document = new HocuspocusDocument(this, address, name);
        lock (_lock)
        {
            _documents.Add(address, document);
        }

        return true;
    }

    /// <summary>Denies what cannot be a document, and leaves the others on the socket alone.</summary>
    private void RefuseName(HocuspocusMessage message)
    {
        if (message.Type == HocuspocusMessageType.Auth)
        {
            lock (_lock)
            {
                if (_refusals.Count < MaxRefusals)
                {
                    _refusals.Enqueue(new OutboundMessage(message.Address.ToArray(), HocuspocusFrame.PermissionDenied("not a document name")));
                }
            }

            _connection.Wake();
        }
    }

    private async ValueTask LeaveAsync(ReadOnlyMemory<byte> address)
    {
        HocuspocusDocument? document;
        lock (_lock)
        {
            if (!_documents.Remove(address, out document))
            {
                return;
            }
        }

        _leaving.RemoveAll(task => task.IsCompleted);
        _leaving.Add(document.DisposeAsync().AsTask());
        if (_leaving.Count > MaxLeaving)
        {
            await Task.WhenAny(_leaving);
        }
    }

    private async ValueTask HearAsync(HocuspocusDocument document, HocuspocusMessage message, CancellationToken cancellationToken)
    {
        if (_services.Stateless is not { } handler)
        {
            return;
        }

        try
        {
            var payload = HocuspocusFrame.ReadStateless(message.Body.Span);
            var heard = new StatelessMessage(
                _context, document.Name, document.Right, payload, reply => document.TrySendStateless(HocuspocusFrame.Stateless(reply)));
            await handler.ReceiveAsync(heard, cancellationToken);
        }
        catch (MalformedUpdateException exception)
        {
            document.PutOut(PeerClose.Malformed(exception.Message));
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.StatelessFailed(_services.Logger, document.Name, Id, exception);
            document.PutOut(PeerClose.Failed);
        }
    }

    /// <summary>Ends the socket; what still comes is not looked at.</summary>
    private void End(PeerClose close)
    {
        _isEnding = true;
        _connection.Close(close);
    }

    /// <summary>The documents as they are now: the reading loop adds and removes, and they must not be asked under this lock.</summary>
    private HocuspocusDocument[] Opened()
    {
        lock (_lock)
        {
            return [.. _documents.Values];
        }
    }

    private HocuspocusDocument? NextInLine(out OutboundMessage refusal)
    {
        lock (_lock)
        {
            if (_refusals.TryDequeue(out refusal) || !_line.TryDequeue(out var document))
            {
                return null;
            }

            document.IsInLine = false;
            return document;
        }
    }

    private void Line(HocuspocusDocument document)
    {
        lock (_lock)
        {
            if (!document.IsInLine)
            {
                document.IsInLine = true;
                _line.Enqueue(document);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Document}: the stateless handler failed on a message of peer {Peer}")]
        public static partial void StatelessFailed(ILogger logger, DocumentName document, string peer, Exception exception);

        [LoggerMessage(Level = LogLevel.Debug, Message = "{Document}: peer {Peer} sent a message of the unknown type {Type}")]
        public static partial void UnknownMessage(ILogger logger, DocumentName document, string peer, ulong type);
    }
}
