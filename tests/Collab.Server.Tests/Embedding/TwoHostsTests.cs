using System.Reflection;
using System.Runtime.CompilerServices;
using Collab.AspNetCore;
using Collab.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Embedding;

/// <summary>Two apps in one process have nothing of each other.</summary>
public sealed class TwoHostsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Documents_of_one_name_are_two_and_each_host_has_its_own_rules()
    {
        await using var open = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var closed = await EmbeddedHost.StartAsync(_ => { });
        var name = new DocumentName("a");
        using var peer = await open.ConnectAsync("a");
        await EmbeddedHost.ReceiveAsync(peer);

        await Documents(open).EditAsync(name, document => document.GetText("text").Insert(0, "one"), Cancellation);
        await Documents(closed).EditAsync(name, document => document.GetText("text").Insert(0, "two"), Cancellation);
        await closed.App.Services.GetRequiredService<ICollabAccess>().RecheckAsync(cancellationToken: Cancellation);
        using var refused = await closed.ConnectAsync("a");

        Assert.Equal("one", await Documents(open).ReadAsync(name, document => document.GetText("text").ToString(), Cancellation));
        Assert.Equal("two", await Documents(closed).ReadAsync(name, document => document.GetText("text").ToString(), Cancellation));
        Assert.Equal(4403, (await EmbeddedHost.ReadCloseAsync(refused)).Code);
        Assert.Equal(System.Net.WebSockets.WebSocketState.Open, peer.State);
    }

    [Fact]
    public async Task One_stops_and_the_other_goes_on()
    {
        await using var first = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var second = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());

        await first.App.StopAsync(Cancellation);
        using var peer = await second.ConnectAsync("a");

        Assert.NotNull(await EmbeddedHost.ReceiveAsync(peer));
    }

    /// <summary>What all hosts of a process share cannot be changed by any; a thread's own scratch space is not shared.</summary>
    [Fact]
    public void Nothing_static_changes()
    {
        var changing = typeof(ICollabDocuments).Assembly.GetTypes()
            .Where(type => !IsGenerated(type))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field is { IsInitOnly: false, IsLiteral: false }
                && !field.IsDefined(typeof(CompilerGeneratedAttribute))
                && !field.IsDefined(typeof(ThreadStaticAttribute)))
            .Select(field => $"{field.DeclaringType}.{field.Name}");

        Assert.Empty(changing);
    }

    private static ICollabDocuments Documents(EmbeddedHost host) => host.App.Services.GetRequiredService<ICollabDocuments>();

    private static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal) || type.IsDefined(typeof(CompilerGeneratedAttribute));
}
