using Collab.Core.Sessions;
using Collab.Core.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace Collab.Server.Api;

/// <summary>Answers every error with problem details (RFC 9457).</summary>
internal static class Problems
{
    private const string RetryAfterSeconds = "5";

    public static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<StoreUnavailableHandler>();
        services.AddExceptionHandler<DocumentDeletedHandler>();

        // A body that is no JSON is the caller's mistake, in Development too.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
    }

    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    /// <summary>Storage trouble passes: it is the one failure to try again.</summary>
    private sealed class StoreUnavailableHandler(IProblemDetailsService problems) : IExceptionHandler
    {
        public ValueTask<bool> TryHandleAsync(
            HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            if (exception is not StoreUnavailableException)
            {
                return ValueTask.FromResult(false);
            }

            httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            return problems.TryWriteAsync(new ProblemDetailsContext
            {
                HttpContext = httpContext,
                ProblemDetails = { Detail = "Documents cannot be stored right now; nothing was changed. Try again soon." },
            });
        }
    }

    /// <summary>Who meets a document in the moment in which it is deleted finds nothing there.</summary>
    private sealed class DocumentDeletedHandler(IProblemDetailsService problems) : IExceptionHandler
    {
        public ValueTask<bool> TryHandleAsync(
            HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            if (exception is not DocumentDeletedException)
            {
                return ValueTask.FromResult(false);
            }

            httpContext.Response.StatusCode = StatusCodes.Status404NotFound;
            return problems.TryWriteAsync(new ProblemDetailsContext
            {
                HttpContext = httpContext,
                ProblemDetails = { Detail = "The document was deleted." },
            });
        }
    }
}
