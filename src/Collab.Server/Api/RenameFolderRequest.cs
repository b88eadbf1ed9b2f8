namespace Collab.Server.Api;

/// <summary>What a folder is called, and what it is to be called.</summary>
internal sealed record RenameFolderRequest(string? From, string? To);
