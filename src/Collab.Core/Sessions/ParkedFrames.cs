namespace Collab.Core.Sessions;

/// <summary>Frames that wait until updates are taken again.</summary>
/// <param name="Frames">As they came, for which their peer has paid with credits.</param>
/// <param name="Offset">Where the first message begins that was not handled yet.</param>
/// <param name="Refusal">Why the host refuses a change that stood here; there are no frames then. Null for frames.</param>
internal readonly record struct ParkedFrames(ReceivedFrames Frames, int Offset, string? Refusal = null);
