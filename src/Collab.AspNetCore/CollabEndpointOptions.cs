namespace Collab.AspNetCore;

/// <summary>What one mapped endpoint does otherwise than the others of its app.</summary>
public sealed class CollabEndpointOptions
{
    /// <summary>Put before each name that a client gives: with <c>notes/</c> a client that asks for <c>a</c> gets the document
    /// <c>notes/a</c>, and can reach no other documents here. Default: empty.</summary>
    public string DocumentPrefix { get; set; } = "";

    /// <summary>Used instead of <see cref="CollabOptions.AllowedOrigins"/> if it is not null.</summary>
    public IList<string>? AllowedOrigins { get; set; }

    /// <summary>Used instead of <see cref="CollabOptions.MaxMessageBytes"/> if it is not null. In bytes, 1 KiB to 1 GiB.</summary>
    public int? MaxMessageBytes { get; set; }

    /// <summary>Whether nobody may do more than read here.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Where tokens are looked for. Default: everywhere but in cookies.</summary>
    public TokenPlaces TokenPlaces { get; set; } = TokenPlaces.Header | TokenPlaces.Subprotocol | TokenPlaces.Query;

    /// <summary>The name of the cookie for <see cref="TokenPlaces.Cookie"/>. Make it <c>HttpOnly</c>, <c>Secure</c> and
    /// <c>SameSite=Lax</c> or <c>Strict</c>.</summary>
    public string? TokenCookie { get; set; }

    /// <summary>Who is asked here; null: as everywhere in the app. Of the services, or made with them, once for the endpoint.</summary>
    internal Type? Authorizer { get; private set; }

    /// <summary>Has someone else say who may do what here, alone: tokens too are its affair.</summary>
    /// <typeparam name="TAuthorizer">Also <see cref="DocumentTokenAuthorizer"/> or <see cref="JwtAuthorizer"/>, for an endpoint that takes such
    /// tokens only.</typeparam>
    public void UseAuthorizer<TAuthorizer>()
        where TAuthorizer : class, IDocumentAuthorizer => Authorizer = typeof(TAuthorizer);

    /// <exception cref="ArgumentException">A value cannot be used; the message names it.</exception>
    internal void Validate()
    {
        if (MaxMessageBytes is < 1024 or > 1 << 30)
        {
            throw new ArgumentException($"{nameof(MaxMessageBytes)} is {MaxMessageBytes}, it may be 1024 to {1 << 30}");
        }

        if (TokenPlaces.HasFlag(TokenPlaces.Cookie) && string.IsNullOrEmpty(TokenCookie))
        {
            throw new ArgumentException($"{nameof(TokenPlaces)} has {nameof(TokenPlaces.Cookie)}, and no {nameof(TokenCookie)} says which");
        }
    }
}
