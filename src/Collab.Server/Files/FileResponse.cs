namespace Collab.Server.Files;

/// <summary>An image that was taken in.</summary>
/// <param name="Hash">Of its content: SHA-256, in hex.</param>
/// <param name="Url">Where it is, as a path; what documents hold of it.</param>
internal sealed record FileResponse(string Hash, string Url);
