using System.Net;
using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

/// <summary>One connection to a session. The session puts frames into its outbox; the transport sends them.</summary>
public interface IPeer
{
    /// <summary>Names the connection in logs.</summary>
    string Id { get; }

    /// <summary>Where it comes from: by that connections of people who did not sign in are told apart. Null if it is not known.</summary>
    IPAddress? Address => null;

    /// <summary>What it may do as it joins; <see cref="PeerLink.SetAccess"/> changes it afterwards.</summary>
    DocumentAccess Access { get; }

    /// <summary>Whether it asked for our own messages (<see cref="MessageType.Status"/>).</summary>
    bool WantsStatus { get; }

    /// <summary>By what its client learns that what it sent is durable.</summary>
    PeerAcknowledgement Acknowledgement => PeerAcknowledgement.Echo;

    Outbox Outbox { get; }

    /// <summary>Hears, on the session's loop, that what it may do has changed; also as it joins, if it <see cref="WantsStatus"/>.</summary>
    /// <returns>What tells its client of its right; empty if its dialect has no word for that. Not sent if the right is what it was.</returns>
    ReadOnlyMemory<byte> AccessChanged(DocumentAccess access) =>
        WantsStatus ? YWebsocketFrame.Status(Describe(access.Right)) : default;

    /// <summary>Ends the connection once the frame under way is sent; returns at once, and may be called more than once.</summary>
    void Close(PeerClose close);

    private static ReadOnlySpan<byte> Describe(AccessRight right) => right switch
    {
        AccessRight.Write => """{"access":"write"}"""u8,
        AccessRight.Comment => """{"access":"comment"}"""u8,
        _ => """{"access":"read"}"""u8,
    };
}
