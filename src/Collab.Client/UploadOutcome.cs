namespace Collab.Client;

/// <summary>What became of an upload.</summary>
internal enum UploadOutcome
{
    /// <summary>What was uploaded is on the server's disk.</summary>
    Stored,

    /// <summary>The token is not, or no longer, good.</summary>
    Unauthorized,

    /// <summary>It would be refused again.</summary>
    Refused,

    /// <summary>The server could not be reached, or could not store: that may heal.</summary>
    Unreachable,
}
