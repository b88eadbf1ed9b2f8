using Collab.AspNetCore.Access;
using Collab.Core;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.Hocuspocus;

// Who is let in, how long that may take, and how much of a client may wait for it. Until somebody is let in the limits are narrow.
internal sealed partial class HocuspocusDialect
{
    private readonly SemaphoreSlim _authorizing = new(1, 1);
    private readonly ITimer _deadline;
    private int _waitingMessages;
    private int _waitingBytes;
    private volatile bool _isKnown;
    private volatile bool _hasToken;
    private volatile bool _hasOldProvider;

    private int MaxWaitingMessages => _isKnown ? _options.MaxWaitingMessages : _options.MaxUnknownMessages;

    private int MaxWaitingBytes => _isKnown ? _options.MaxWaitingBytes : _options.MaxUnknownBytes;

    /// <summary>Whether one more message may wait for a token.</summary>
    public bool HasRoomFor(int bytes) =>
        Volatile.Read(ref _waitingMessages) < MaxWaitingMessages && Volatile.Read(ref _waitingBytes) + bytes <= MaxWaitingBytes;

    /// <summary>Counts what waits for documents to be opened.</summary>
    /// <param name="bytes">Less than 0 for a message that waits no more.</param>
    public void MessageWaits(int bytes)
    {
        Interlocked.Add(ref _waitingMessages, Math.Sign(bytes));
        Interlocked.Add(ref _waitingBytes, bytes);
    }

    /// <summary>What has to be known to ask about a document, for which the client brought a token.</summary>
    public AccessRequest Describe(DocumentName document, HocuspocusToken token) =>
        EndpointAccess.Describe(_context, document, token.Token.Length > 0 ? token.Token : _token);

    /// <summary>Asks the host what the client may do; of one socket one question at a time.</summary>
    /// <exception cref="OperationCanceledException">The client has left the document.</exception>
    public async Task<DocumentAccess> AuthorizeAsync(AccessRequest request, HocuspocusToken token, CancellationToken cancellationToken)
    {
        _hasOldProvider |= !token.TakesPings;
        _hasToken = true;
        await _authorizing.WaitAsync(cancellationToken);
        try
        {
            var access = await _access.AskAsync(request, cancellationToken);
            _isKnown |= access.Right > AccessRight.None;
            return access;
        }
        finally
        {
            _authorizing.Release();
        }
    }

    /// <summary>Reads no more while too much waits for documents that are being opened, and ends the socket if it waits for tokens.</summary>
    private async ValueTask CheckRoomAsync(HocuspocusDocument document, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _waitingMessages) <= MaxWaitingMessages && Volatile.Read(ref _waitingBytes) <= MaxWaitingBytes)
        {
            return;
        }

        if (document.Checking is { IsCompleted: false } checking)
        {
            await checking.WaitAsync(cancellationToken);
        }
        else
        {
            End(new PeerClose(
                HocuspocusClose.Reset, $"too much before a token: at most {MaxWaitingMessages} messages and {MaxWaitingBytes} bytes"));
        }
    }

    private void OnDeadline()
    {
        if (!_isKnown)
        {
            _connection.Close(new PeerClose(HocuspocusClose.Timeout, $"nobody was let in within {_options.AuthenticationTimeout}"));
        }
    }
}
