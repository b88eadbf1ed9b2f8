using System.Runtime.CompilerServices;
using Collab.AspNetCore;
using Collab.Core.Sessions;
using Collab.Server.Tests.Embedding;
using Collab.Server.Tests.WebSockets;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Access;

/// <summary>What has to be kept to ask about a connection again is not its request.</summary>
public sealed class RequestMemoryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_request_of_a_connection_that_was_handed_over_is_let_go_of_and_it_can_be_asked_about_again()
    {
        var authorizer = new Remembering();
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.Services.AddSingleton<IDocumentAuthorizer>(authorizer),
            kestrel: kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.UseCollabHandover()));
        await using var client = await RawClient.JoinAsync(host);
        await client.AssertAliveAsync();

        var isGone = SpinWait.SpinUntil(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !authorizer.HasRequest;
            },
            Patience);

        Assert.True(isGone);
        await host.App.Services.GetRequiredService<ICollabAccess>().RecheckAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, authorizer.Questions);
        await client.AssertAliveAsync();
    }

    private sealed class Remembering : IDocumentAuthorizer
    {
        private WeakReference? _context;

        public int Questions { get; private set; }

        public bool HasRequest
        {
            [MethodImpl(MethodImplOptions.NoInlining)]
            get => _context?.IsAlive == true;
        }

        public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken)
        {
            Questions++;
            if (request.Context is { } context)
            {
                _context = new WeakReference(context);
            }

            return new(new DocumentAccess(AccessRight.Write));
        }
    }
}
