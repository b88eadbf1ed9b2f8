using System.Diagnostics.CodeAnalysis;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore.Access;

/// <summary>Who gets in at one mapped endpoint, to which documents, and with which right.</summary>
internal sealed partial class EndpointAccess(
    CollabEndpointOptions endpoint,
    IOptions<CollabOptions> options,
    IServiceScopeFactory scopes,
    LiveConnections live,
    TimeProvider time,
    ILogger<EndpointAccess> logger)
{
    private const string BearerScheme = "Bearer ";

    private readonly CollabOptions _options = options.Value;

    /// <summary>The clients that are connected, at this endpoint and others.</summary>
    public LiveConnections Live => live;

    public int MaxMessageBytes => endpoint.MaxMessageBytes ?? _options.MaxMessageBytes;

    private IList<string> AllowedOrigins => endpoint.AllowedOrigins ?? _options.AllowedOrigins;

    /// <summary>The document that a client means by a name; false if there can be none.</summary>
    public bool TryPlace(string name, out DocumentName document) => DocumentName.TryCreate(endpoint.DocumentPrefix + name, out document);

    /// <summary>Reads the document out of a route parameter at the end of a request's path.</summary>
    public bool TryReadName(HttpContext context, string parameter, out DocumentName document)
    {
        document = default;
        return DocumentPath.TryReadName(context, parameter, out var name) && TryPlace(name.Value, out document);
    }

    /// <summary>Whether the page that a request comes from may come; finds the token that it brings.</summary>
    public bool MayCome(HttpContext context, out PresentedToken token)
    {
        token = PresentedToken.Find(context.Request, endpoint.TokenPlaces, endpoint.TokenCookie);
        return token.IsCookie || IsSignedInByCookie(context)
            ? RequestOrigin.IsAllowedWithCookie(context.Request, AllowedOrigins)
            : RequestOrigin.IsAllowed(context.Request, AllowedOrigins);
    }

    /// <summary>What has to be known to ask about a request.</summary>
    /// <param name="token">What the request or, for Hocuspocus, a message on its socket brought.</param>
    public static AccessRequest Describe(HttpContext context, DocumentName document, string? token) =>
        new(context.User, document, token, context) { Origin = RequestOrigin.Of(context.Request) };

    /// <summary>Asks who a client is and what it may do; of a host that fails to answer, or not in time, the answer is no.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants to know any more.</exception>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong in the host's code, nobody gets in by it.")]
    public async ValueTask<DocumentAccess> AskAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.AuthorizationTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var answer = AuthorizerOf(scope.ServiceProvider).AuthorizeAsync(request, either.Token);
            var access = answer.IsCompletedSuccessfully ? answer.Result : await answer.AsTask().WaitAsync(either.Token);
            return Limit(access).For(request.Principal);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Log.NoAnswer(logger, request.Document, exception);
            return DocumentAccess.Denied;
        }
    }

    private IDocumentAuthorizer AuthorizerOf(IServiceProvider services) => endpoint.Authorizer is { } own
        ? (IDocumentAuthorizer)ActivatorUtilities.GetServiceOrCreateInstance(services, own)
        : new TokenFirstAuthorizer(services);

    private DocumentAccess Limit(DocumentAccess access) =>
        endpoint.IsReadOnly && access.Right > AccessRight.Read ? access with { Right = AccessRight.Read } : access;

    /// <summary>A bearer token is nothing that a browser sends by itself; a cookie is, and so are passwords for Basic.</summary>
    private static bool IsSignedInByCookie(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true }
        && context.Request.Headers.Cookie.Count > 0
        && !context.Request.Headers.Authorization.ToString().StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Document}: the authorizer failed, or did not answer in time; a client is not let in")]
        public static partial void NoAnswer(ILogger logger, DocumentName document, Exception exception);
    }
}
