namespace Collab.Core.Protocol;

/// <summary>With what a Hocuspocus client asks to be let in.</summary>
/// <param name="Token">Empty if it has none.</param>
/// <param name="Version">The provider's, such as <c>4.8.0</c>; null before version 4.</param>
public readonly record struct HocuspocusToken(string Token, string? Version)
{
    /// <summary>Whether it answers a <see cref="HocuspocusMessageType.Ping"/>: older providers end with an exception.</summary>
    public bool TakesPings =>
        Version is { } version && int.TryParse(version.Split('.')[0], out var major) && major >= 4;
}
