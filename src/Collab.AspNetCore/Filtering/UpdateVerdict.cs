namespace Collab.AspNetCore;

/// <summary>Whether a change is applied.</summary>
public readonly record struct UpdateVerdict
{
    private UpdateVerdict(bool isAllowed, string? reason)
    {
        IsAllowed = isAllowed;
        Reason = reason;
    }

    public static UpdateVerdict Allowed { get; } = new(true, null);

    public bool IsAllowed { get; }

    /// <summary>What the client is told if not; short.</summary>
    public string? Reason { get; }

    public static UpdateVerdict Refused(string reason) => new(false, reason);
}
