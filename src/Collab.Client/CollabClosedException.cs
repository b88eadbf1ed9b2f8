namespace Collab.Client;

/// <summary>What was waited for cannot come any more: the server closed for good.</summary>
/// <param name="closeCode">Why, as in docs/protocol.md: 4401 and 4403 not allowed, 4404 deleted, 4413 too large, ...</param>
public sealed class CollabClosedException(int closeCode, string reason)
    : IOException($"the server closed the document with {closeCode}{(reason.Length > 0 ? $": {reason}" : "")}")
{
    public int CloseCode { get; } = closeCode;

    public string Reason { get; } = reason;
}
