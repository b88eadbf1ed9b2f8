namespace Collab.Core.Sessions;

/// <summary>One connection to a session. The session puts frames into its outbox; the transport sends them.</summary>
public interface IPeer
{
    /// <summary>Names the connection in logs.</summary>
    string Id { get; }

    /// <summary>What it may do as it joins; <see cref="PeerLink.SetAccess"/> changes it afterwards.</summary>
    DocumentAccess Access { get; }

    /// <summary>Whether it asked for our own messages (<see cref="Protocol.MessageType.Status"/>).</summary>
    bool WantsStatus { get; }

    /// <summary>By what its client learns that what it sent is durable.</summary>
    PeerAcknowledgement Acknowledgement => PeerAcknowledgement.Echo;

    Outbox Outbox { get; }

    /// <summary>Ends the connection once the frame under way is sent; returns at once, and may be called more than once.</summary>
    void Close(PeerClose close);
}
