namespace Collab.Interop.Tests;

/// <summary>The bytes and their order: what docs/protocol.md says goes over the wire. Every frame is checked to be one message.</summary>
public sealed class WireTests(NodeClients clients, SharedServer server) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task The_server_begins_with_its_step_1_and_the_states_of_those_who_are_there()
    {
        var first = await RunAsync<FirstFrames>("firstFrames");

        Assert.Equal(["step1"], first.KindsAlone);
        Assert.Equal(["step1", "awareness"], first.KindsLater);
        Assert.Equal(first.ExpectedStateVector, first.StateVector);
        Assert.Equal("Anna", Assert.Single(first.States).State["name"]);
    }

    [Fact]
    public async Task Several_messages_in_one_frame_are_all_handled()
    {
        var handled = await RunAsync<Handled>("severalMessagesInOneFrame");

        Assert.Equal(["awareness", "barrier", "step2"], handled.Answers.Except(["update"]));
        Assert.Equal("one two", handled.Text);
    }

    [Fact]
    public async Task A_message_may_come_in_fragments()
    {
        var written = await RunAsync<Written>("fragments");

        Assert.Equal("in pieces", written.Text);
    }

    [Fact]
    public async Task Who_joins_gets_the_whole_state_in_one_step_2_even_while_others_type()
    {
        var joined = await RunAsync<Joined>("wholeStateInOneMessage");

        Assert.Equal(["step2"], joined.KindsAtRest);
        Assert.True(joined.Bytes > 2 * 64 * 1024, "too small to be sent in parts");
        Assert.True(joined.IsWhatYjsSends);
        Assert.Equal(1, joined.Step2sAmidst);
        Assert.Equal("step2", joined.FirstAmidst);
        Replica.AssertAllEqual(joined.Replicas);
    }

    [Fact]
    public async Task Who_comes_back_gets_what_it_lacks_and_the_delete_set_byte_for_byte()
    {
        var back = await RunAsync<CameBack>("diffForWhoComesBack");

        Assert.Equal(back.Expected, back.Diff);
        Assert.True(back.Diff.Length / 2 < back.WholeBytes);
        Assert.Equal(back.ExpectedWhenAllIsKnown, back.DiffWhenAllIsKnown);
        Replica.AssertAllEqual(back.Replicas);
    }

    [Fact]
    public async Task An_update_goes_to_the_others_and_back_to_its_sender()
    {
        var echo = await RunAsync<Echo>("echo");

        Assert.Equal(["update", "barrier"], echo.Kinds);
        Assert.Equal(echo.Sent, echo.Back);
        Assert.Equal(echo.Sent, echo.Relayed);
        Assert.Equal("0402", echo.Barrier);
        Assert.Equal(0, echo.AfterRepeat);
    }

    [Fact]
    public async Task Barriers_come_back_with_their_bytes()
    {
        var barriers = await RunAsync<Barriers>("barriers");

        Assert.Equal(barriers.Expected, barriers.Lone);
        Assert.Equal("", barriers.Empty);
        Assert.Equal(2, barriers.Newest);
    }

    [Fact]
    public async Task Unknown_types_of_messages_are_passed_over()
    {
        var passed = await RunAsync<PassedOver>("unknownTypes");

        Assert.Equal(0, passed.Answers);
        Assert.Equal("still here", passed.Text);
    }

    [Theory]
    [InlineData("cutUpdate", 4400)]
    [InlineData("cutFrame", 4400)]
    [InlineData("garbageUpdate", 4400)]
    [InlineData("hugeCounts", 4400)]
    [InlineData("garbageStep2", 4400)]
    [InlineData("garbageStateVector", 4400)]
    [InlineData("unknownSyncMessage", 4400)]
    [InlineData("endlessNumber", 4400)]
    [InlineData("awarenessWithoutJson", 4400)]
    [InlineData("cutAwareness", 4400)]
    [InlineData("longAwareness", 4400)]
    [InlineData("deepAwareness", 4400)]
    [InlineData("text", 1003)]
    [InlineData("oversized", 4413)]
    [InlineData("endless", 4413)]
    [InlineData("tooMuchPending", 4413)]
    public async Task Bad_bytes_close_their_sender_alone(string what, int code)
    {
        var closed = await RunAsync<Closed>(
            "malformedInput", new { document = $"malformed/{what}", what, limit = SharedServer.MaxMessageBytes });

        Assert.Equal(code, closed.Code);
        Assert.NotEmpty(closed.Reason);
        Assert.Equal(["update"], closed.Others);
        Assert.Equal("before after", closed.Text);
    }

    [Fact]
    public async Task Names_hold_slashes_and_any_characters_and_are_told_apart()
    {
        var writes = new Dictionary<string, string>
        {
            ["names/of/several/parts"] = "slashes",
            ["names/Caf%C3%A9%20%E2%98%95"] = "unicode",
            ["names/100%25"] = "percent",
            ["names/a%2Bb%26c%3Fd%23e"] = "reserved",
            ["names/A"] = "large",
            ["names/a"] = "small",
        };
        var reads = new Dictionary<string, string>
        {
            ["names%2Fof/several%2fparts"] = "slashes",
            ["names/Café%20☕"] = "unicode",
            ["names/100%25"] = "percent",
            ["names/a+b&c%3Fd%23e?collab=1"] = "reserved",
            ["names/A"] = "large",
            ["names/a"] = "small",
            ["names/of/several"] = "",
            ["names%252Fof/several/parts"] = "",
        };

        var names = await RunAsync<Names>("names", new { writes, reads = reads.Keys });

        Assert.Equal(reads, names.Found);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("control%01character", 400)]
    [InlineData("sound", 101)]
    public async Task What_is_no_name_is_refused(string document, int status) =>
        Assert.Equal(status, (await RunAsync<Answered>("statusOf", new { document })).Status);

    [Theory]
    [InlineData(512, 101)]
    [InlineData(513, 400)]
    public async Task Names_have_at_most_512_bytes(int bytes, int status) =>
        Assert.Equal(status, (await RunAsync<Answered>("statusOf", new { document = new string('n', bytes) })).Status);

    [Fact]
    public async Task Pages_of_other_origins_are_refused()
    {
        var foreign = await RunAsync<Answered>("statusOf", new { origin = "https://elsewhere.example" });
        var none = await RunAsync<Answered>("statusOf", new { origin = "null" });
        var own = await RunAsync<Answered>("statusOf", new { origin = server.Process.Address.GetLeftPart(UriPartial.Authority) });

        Assert.Equal((403, 403, 101), (foreign.Status, none.Status, own.Status));
    }

    private Task<T> RunAsync<T>(string scenario, object? arguments = null) =>
        new Scenario(clients, server.Process).RunAsync<T>("wire", scenario, arguments);

    private sealed record FirstFrames(
        string[] KindsAlone, string[] KindsLater, string StateVector, string ExpectedStateVector, Entry[] States);

    private sealed record Entry(int Client, int Clock, Dictionary<string, string> State);

    private sealed record Handled(string[] Answers, string Text);

    private sealed record Written(string Text);

    private sealed record Joined(
        string[] KindsAtRest, int Bytes, bool IsWhatYjsSends, int Step2sAmidst, string FirstAmidst, Dictionary<string, Replica> Replicas);

    private sealed record CameBack(
        string Diff, string Expected, int WholeBytes, string DiffWhenAllIsKnown, string ExpectedWhenAllIsKnown,
        Dictionary<string, Replica> Replicas);

    private sealed record Echo(string Sent, string[] Kinds, string Back, string Relayed, string Barrier, int AfterRepeat);

    private sealed record Barriers(string Lone, string Expected, string Empty, int Newest);

    private sealed record PassedOver(int Answers, string Text);

    private sealed record Closed(int Code, string Reason, string[] Others, string Text);

    private sealed record Names(Dictionary<string, string> Found);

    private sealed record Answered(int Status);
}
