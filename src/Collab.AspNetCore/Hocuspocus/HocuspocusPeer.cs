using System.Net;
using Collab.AspNetCore.Access;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.Hocuspocus;

/// <summary>A socket's stay in the session of one of its documents; each stay has an outbox of its own.</summary>
/// <param name="setAccess">Changes what it may do; told which stay is meant.</param>
internal sealed class HocuspocusPeer(
    string id, IPAddress? address, DocumentAccess access, Outbox outbox, Func<HocuspocusPeer, DocumentAccess, bool> setAccess) : IPeer, IAccessHolder
{
    private readonly Lock _lock = new();
    private volatile DocumentAccess _access = access;
    private PeerClose? _close;

    public string Id { get; } = id;

    public IPAddress? Address { get; } = address;

    public DocumentAccess Access => _access;

    public bool WantsStatus => false;

    public PeerAcknowledgement Acknowledgement => PeerAcknowledgement.SyncStatus;

    public Outbox Outbox { get; } = outbox;

    /// <summary>Why it was put out of the session, once all that was for it before is sent; null until then.</summary>
    public PeerClose? Ending
    {
        get
        {
            if (!Outbox.IsEnded)
            {
                return null;
            }

            lock (_lock)
            {
                return _close;
            }
        }
    }

    public bool SetAccess(DocumentAccess access) => setAccess(this, access);

    public ReadOnlyMemory<byte> AccessChanged(DocumentAccess access)
    {
        _access = access;
        return HocuspocusFrame.Authenticated(isReadOnly: access.Right < AccessRight.Write);
    }

    public void Close(PeerClose close)
    {
        lock (_lock)
        {
            _close ??= close;
        }

        Outbox.Complete();
    }
}
