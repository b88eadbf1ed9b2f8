namespace Collab.Client;

/// <summary>How a connection, or the attempt to make one, ended.</summary>
/// <param name="Code">The close code; <see cref="CloseCodes.Abnormal"/> if there was none.</param>
internal sealed record ConnectionEnd(int Code, string Reason);
