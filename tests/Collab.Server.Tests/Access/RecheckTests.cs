using System.Collections.Concurrent;
using System.Net.WebSockets;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Collab.Server.Tests.Embedding;
using Collab.Server.Tests.Hocuspocus;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Access;

/// <summary>What a host's changed mind does to those who are connected.</summary>
public sealed class RecheckTests
{
    private static readonly byte[] EmptyStep1 = [0, 0, 1, 0];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Rules _rules = new();

    [Fact]
    public async Task Who_has_no_right_any_more_is_closed_and_others_stay()
    {
        await using var host = await StartAsync();
        using var ann = await JoinAsync(host, "plan", "ann");
        using var bob = await JoinAsync(host, "plan", "bob");
        _rules.Rights["ann"] = AccessRight.None;

        await RecheckAsync(host);

        Assert.Equal((4403, "no access to this document"), await ReadCloseAsync(ann));
        await AssertAliveAsync(bob);
    }

    [Fact]
    public async Task A_right_changes_both_ways_on_the_same_socket()
    {
        await using var host = await StartAsync();
        using var ann = await JoinAsync(host, "plan", "ann", "&collab=1");

        _rules.Rights["ann"] = AccessRight.Read;
        await RecheckAsync(host);
        Assert.Equal("""{"access":"read"}""", await ReadStatusAsync(ann));
        _rules.Rights["ann"] = AccessRight.Write;
        await RecheckAsync(host);
        Assert.Equal("""{"access":"write"}""", await ReadStatusAsync(ann));
    }

    [Fact]
    public async Task A_Hocuspocus_client_is_told_its_new_scope_and_is_put_out_of_that_document_alone()
    {
        await using var host = await StartAsync();
        using var client = await HocuspocusClient.ConnectAsync(host);
        await client.OpenAsync("plan", "ann");
        await client.OpenAsync("other", "bob");

        _rules.Rights["ann"] = AccessRight.Read;
        await RecheckAsync(host);
        await client.ReadUntilAsync("plan", "0202" + Convert.ToHexStringLower("\u0008readonly"u8));
        _rules.Rights["ann"] = AccessRight.None;
        await RecheckAsync(host);
        await client.ReadUntilAsync("plan", "07");
        await client.SendAsync("other", 0, 0, 1, 0);
        await client.ReadUntilAsync("other", HocuspocusClient.Step2);
    }

    [Fact]
    public async Task Only_those_who_are_meant_are_asked_about()
    {
        await using var host = await StartAsync();
        using var annAtPlan = await JoinAsync(host, "plan", "ann");
        using var annElsewhere = await JoinAsync(host, "other", "ann");
        using var bob = await JoinAsync(host, "plan", "bob");
        _rules.Asked.Clear();

        await RecheckAsync(host, "plan", "ann");
        Assert.Equal([("plan", "ann", true)], _rules.Asked);
        await RecheckAsync(host, "plan");
        Assert.Equal(3, _rules.Asked.Count);
        await RecheckAsync(host, subject: "ann");
        Assert.Equal(5, _rules.Asked.Count);
        await RecheckAsync(host);
        Assert.Equal(8, _rules.Asked.Count);
        Assert.All(_rules.Asked, question => Assert.True(question.WithoutContext));
    }

    [Fact]
    public async Task Who_has_left_is_not_asked_about()
    {
        await using var host = await StartAsync();
        using (var ann = await JoinAsync(host, "plan", "ann"))
        {
            await ann.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        }

        // The server's side ends on its own thread, some time after the client has its answer.
        do
        {
            _rules.Asked.Clear();
            await RecheckAsync(host);
        }
        while (!_rules.Asked.IsEmpty);
    }

    [Fact]
    public async Task Who_is_being_let_in_meanwhile_does_not_slip_through()
    {
        await using var host = await StartAsync();
        var answer = _rules.HoldBack("ann");
        var joining = host.ConnectToAsync("sync/plan?token=ann");
        await _rules.Held;
        _rules.Rights["ann"] = AccessRight.None;

        // The answer that is on its way was made before the rule changed.
        await RecheckAsync(host);
        answer.SetResult(AccessRight.Write);

        using var ann = await joining;
        Assert.Equal(4403, (await ReadCloseAsync(ann)).Code);
    }

    [Fact]
    public async Task An_answer_that_was_overtaken_does_not_count()
    {
        await using var host = await StartAsync();
        using var ann = await JoinAsync(host, "plan", "ann", "&collab=1");
        var late = _rules.HoldBack("ann");
        var first = RecheckAsync(host);
        await _rules.Held;
        _rules.Rights["ann"] = AccessRight.Read;
        await RecheckAsync(host);
        Assert.Equal("""{"access":"read"}""", await ReadStatusAsync(ann));

        late.SetResult(AccessRight.Write);
        await first;

        // What is told of access is told before the barrier's echo.
        await AssertAliveAsync(ann);
    }

    [Fact]
    public async Task An_authorizer_that_fails_puts_out_whom_it_was_asked_about()
    {
        await using var host = await StartAsync();
        using var ann = await JoinAsync(host, "plan", "ann");
        _rules.Rights.Clear();

        await RecheckAsync(host);

        Assert.Equal(4403, (await ReadCloseAsync(ann)).Code);
    }

    private static Task RecheckAsync(EmbeddedHost host, string? document = null, string? subject = null) =>
        host.App.Services.GetRequiredService<ICollabAccess>().RecheckAsync(
            document is null ? null : new DocumentName(document), subject, TestContext.Current.CancellationToken);

    private static async Task<ClientWebSocket> JoinAsync(EmbeddedHost host, string document, string who, string more = "")
    {
        var socket = await host.ConnectToAsync($"sync/{document}?token={who}{more}");
        Assert.Equal(EmptyStep1, await EmbeddedHost.ReceiveAsync(socket));
        if (more.Length > 0)
        {
            Assert.Equal("""{"access":"write"}""", await ReadStatusAsync(socket));
        }

        await AssertAliveAsync(socket);
        return socket;
    }

    /// <summary>Sees a barrier come back; by then the connection is served.</summary>
    private static async Task AssertAliveAsync(ClientWebSocket socket)
    {
        await socket.SendAsync(new byte[] { 102, 1, 7 }, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
        Assert.Equal([102, 1, 7], await EmbeddedHost.ReceiveAsync(socket));
    }

    private static Task<(int Code, string? Reason)> ReadCloseAsync(ClientWebSocket socket) =>
        EmbeddedHost.ReadCloseAsync(socket).WaitAsync(Patience, TestContext.Current.CancellationToken);

    private static async Task<string> ReadStatusAsync(ClientWebSocket socket)
    {
        while (true)
        {
            var message = await EmbeddedHost.ReceiveAsync(socket);
            Assert.NotNull(message);
            if (message[0] == 103)
            {
                return System.Text.Encoding.UTF8.GetString(message.AsSpan(2));
            }
        }
    }

    private Task<EmbeddedHost> StartAsync() =>
        EmbeddedHost.StartAsync(collab => collab.Services.AddSingleton<IDocumentAuthorizer>(_rules));

    /// <summary>Knows people by their tokens; everybody may write at first.</summary>
    private sealed class Rules : IDocumentAuthorizer
    {
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource<AccessRight>? _heldBack;

        public ConcurrentDictionary<string, AccessRight> Rights { get; } = new() { ["ann"] = AccessRight.Write, ["bob"] = AccessRight.Write };

        public ConcurrentQueue<(string Document, string Who, bool WithoutContext)> Asked { get; } = new();

        /// <summary>Completes when somebody was asked about whose answer is held back.</summary>
        public Task Held => _held.Task;

        /// <summary>Holds back the answer to the next question.</summary>
        public TaskCompletionSource<AccessRight> HoldBack(string who)
        {
            Assert.True(Rights.ContainsKey(who));
            return _heldBack = new TaskCompletionSource<AccessRight>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public async ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken)
        {
            var who = request.Token!;
            Asked.Enqueue((request.Document.Value, who, request.Context is null));
            var right = Rights[who];
            if (Interlocked.Exchange(ref _heldBack, null) is { } answer)
            {
                _held.SetResult();
                right = await answer.Task.WaitAsync(cancellationToken);
            }

            return new DocumentAccess(right) { Subject = who };
        }
    }
}
