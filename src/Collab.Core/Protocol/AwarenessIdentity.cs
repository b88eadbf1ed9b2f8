using System.Text;
using System.Text.Json;

namespace Collab.Core.Protocol;

/// <summary>Who a connection acts for, as the host knows it: it stands in the states of its clients, whatever these claim.</summary>
public sealed class AwarenessIdentity
{
    public AwarenessIdentity(string? subject, string? displayName)
    {
        Subject = subject;
        DisplayName = displayName;
        Id = Encode(subject);
        Name = Encode(displayName);
    }

    /// <summary>Of one who did not sign in.</summary>
    public static AwarenessIdentity Nobody { get; } = new(null, null);

    /// <summary>What the host knows the person by; null if nobody signed in.</summary>
    public string? Subject { get; }

    /// <summary>The name that others see; null to let the client say it.</summary>
    public string? DisplayName { get; }

    /// <summary>The subject as JSON text, without quotes; null for none.</summary>
    internal JsonEncodedText? Id { get; }

    /// <summary>The name as JSON text, without quotes; null for none.</summary>
    internal JsonEncodedText? Name { get; }

    // By way of bytes: half of a surrogate pair, which JSON cannot hold, is replaced and does not throw.
    private static JsonEncodedText? Encode(string? text) => text is null ? null : JsonEncodedText.Encode(Encoding.UTF8.GetBytes(text));
}
