using System.Security.Claims;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Collab.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;

namespace Collab.Client.Tests.Docs;

/// <summary>The code of docs/embedding.md that is not in the sample; compiled, and compared by <see cref="EmbeddingDocTests"/>.</summary>
internal static class AppSnippets
{
    public static void First(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddCollab()
            .UseFileStore("data")
            .AllowAnonymous();

        var app = builder.Build();
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.MapCollab("/sync/{**document}");
        app.Run();
    }

    public static void Readme(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddCollab()
            .UseFileStore("data")
            .AllowAnonymous();

        var app = builder.Build();
        app.MapCollab("/sync/{**document}");
        app.Run();
    }

    public static void Postgres(WebApplicationBuilder builder)
    {
        builder.Services.AddCollab()
            .UsePostgres("Host=localhost;Database=app;Username=app")
            .AddAuthorizer<YourRules>();
    }

    public static async Task RevokeAsync(HashSet<string> rules, string user, ICollabAccess access)
    {
        rules.Remove(user);
        await access.RecheckAsync(subject: user);
    }

    public static void Tokens(WebApplicationBuilder builder, byte[] secret)
    {
        builder.Services.AddCollab()
            .UseFileStore("data")
            .AddDocumentTokens(tokens => tokens.Keys.Add(new DocumentTokenKey { Id = "2026-11", Secret = secret }));
    }

    public static void TokenEndpoint(IEndpointRouteBuilder app)
    {
        app.MapGet("/token/{**document}", (string document, ClaimsPrincipal user, DocumentTokens tokens) =>
            tokens.Create(DocumentGrant.For(new DocumentName(document), AccessRight.Write) with
            {
                Subject = user.FindFirstValue(ClaimTypes.NameIdentifier),
                DisplayName = user.Identity!.Name,
                Lifetime = TimeSpan.FromMinutes(10),
            })).RequireAuthorization();
    }

    public static void SeveralEndpoints(IEndpointRouteBuilder app)
    {
        app.MapCollab("/public/{**document}", endpoint =>
        {
            endpoint.DocumentPrefix = "public/";
            endpoint.IsReadOnly = true;
            endpoint.UseAuthorizer<PublicAuthorizer>();
        });
        app.MapCollab("/partner/{**document}", endpoint =>
        {
            endpoint.DocumentPrefix = "partner/";
            endpoint.AllowedOrigins = ["https://partner.example"];
            endpoint.MaxMessageBytes = 1 << 20;
            endpoint.UseAuthorizer<DocumentTokenAuthorizer>();
        });
    }

    public static void BehindProxy(IApplicationBuilder app)
    {
        app.UseForwardedHeaders(new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
        });
    }

    private sealed class YourRules : IDocumentAuthorizer
    {
        public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromResult(DocumentAccess.Denied);
    }

    private sealed class PublicAuthorizer : IDocumentAuthorizer
    {
        public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new DocumentAccess(AccessRight.Read));
    }
}
