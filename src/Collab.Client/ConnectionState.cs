namespace Collab.Client;

/// <summary>How a <see cref="CollabClient"/> stands to its server.</summary>
public enum ConnectionState
{
    /// <summary>Not connected. It tries again at <see cref="ConnectionStatus.RetryAt"/>, if that is set; edits are kept until then.</summary>
    Offline,

    /// <summary>A connection is being made, or was made and the document has not come yet.</summary>
    Connecting,

    /// <summary>The document is what the server has, and both tell each other what changes.</summary>
    Online,

    /// <summary>The server closed for good, or the client was disposed: nothing is tried any more.</summary>
    Closed,
}
