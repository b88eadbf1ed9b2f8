namespace Collab.AspNetCore.WebSockets;

/// <summary>Why a <see cref="MessageReader"/> stopped.</summary>
internal enum ReadOutcome
{
    /// <summary>What is left is the beginning of a frame, or nothing.</summary>
    NeedsMore,

    /// <summary>The messages read so far are to be taken, then it can go on with what is left.</summary>
    Full,

    /// <summary>A ping came: it wants an answer, then reading can go on with what is left.</summary>
    Ping,

    /// <summary>The peer closes.</summary>
    Close,

    /// <summary>A message is longer than allowed or of a kind that is not taken: frames can still be told apart.</summary>
    Refused,

    /// <summary>A rule of the protocol is broken: nothing can be read any more.</summary>
    Broken,
}
