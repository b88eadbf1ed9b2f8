using Collab.AspNetCore;
using Collab.AspNetCore.Access;
using Collab.Core;
using Collab.Core.Sessions;
using Collab.Core.Tests.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Access;

/// <summary>What is asked before an access expires; that it ends then, the sessions see to.</summary>
public sealed class RenewalTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    private readonly ManualTime _time = new();
    private readonly Rules _rules = new();
    private readonly Holder _holder = new();
    private readonly LiveConnections _live;
    private readonly EndpointAccess _endpoint;

    public RenewalTests()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        _live = new LiveConnections(_time);
        var services = new ServiceCollection().AddSingleton<IDocumentAuthorizer>(_rules).BuildServiceProvider();
        _endpoint = new EndpointAccess(
            new CollabEndpointOptions(),
            Options.Create(new CollabOptions()),
            services.GetRequiredService<IServiceScopeFactory>(),
            _live,
            _time,
            NullLogger<EndpointAccess>.Instance);
    }

    [Fact]
    public async Task An_access_that_is_renewed_in_time_goes_on_and_is_asked_about_before_its_new_end()
    {
        _live.Add(Connection(Until(60)));

        _rules.Answer = Until(120);
        await AdvanceToAsync(44);
        Assert.Empty(_holder.Given);
        await AdvanceToAsync(45);
        Assert.Equal([Until(120)], _holder.Given);

        _rules.Answer = Until(180);
        await AdvanceToAsync(104);
        Assert.Single(_holder.Given);
        await AdvanceToAsync(105);
        Assert.Equal([Until(120), Until(180)], _holder.Given);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(null)]
    public async Task An_access_that_is_not_renewed_is_left_to_expire_and_not_asked_about_again(int? end)
    {
        _live.Add(Connection(Until(60)));
        _rules.Answer = end is { } seconds ? Until(seconds) : DocumentAccess.Denied;

        await AdvanceToAsync(45);
        await AdvanceToAsync(1000);

        Assert.Equal(1, _rules.Questions);
        Assert.Empty(_holder.Given);
    }

    [Fact]
    public async Task Each_of_several_is_asked_about_in_its_time()
    {
        _live.Add(Connection(Until(100)));
        _live.Add(Connection(Until(60)));
        _live.Add(Connection(Until(80)));

        var questions = new List<int>();
        foreach (var second in new[] { 45, 65, 85 })
        {
            await AdvanceToAsync(second);
            questions.Add(_rules.Questions);
        }

        Assert.Equal([1, 2, 3], questions);
    }

    [Fact]
    public void One_that_never_expires_is_not_asked_about()
    {
        _live.Add(Connection(new DocumentAccess(AccessRight.Write)));

        _time.Advance(TimeSpan.FromDays(100));

        Assert.Equal(0, _rules.Questions);
    }

    public async ValueTask DisposeAsync() => await _live.DisposeAsync();

    private async Task AdvanceToAsync(int second)
    {
        _time.Advance(Start.AddSeconds(second) - _time.GetUtcNow());
        await _live.Renewing;
    }

    private static DocumentAccess Until(int seconds) => new(AccessRight.Write) { Expires = Start.AddSeconds(seconds) };

    private LiveConnection Connection(DocumentAccess access) =>
        new(_endpoint, new AccessRequest(new(), new DocumentName("a"), null, null), access, _holder);

    private sealed class Rules : IDocumentAuthorizer
    {
        public int Questions { get; private set; }

        public DocumentAccess Answer { get; set; } = DocumentAccess.Denied;

        public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken)
        {
            Questions++;
            return new(Answer);
        }
    }

    private sealed class Holder : IAccessHolder
    {
        public List<DocumentAccess> Given { get; } = [];

        public bool SetAccess(DocumentAccess access)
        {
            Given.Add(access);
            return true;
        }
    }
}
