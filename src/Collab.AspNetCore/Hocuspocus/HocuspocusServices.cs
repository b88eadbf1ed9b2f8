using Collab.AspNetCore.Filtering;
using Collab.Core.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore.Hocuspocus;

/// <summary>What every Hocuspocus socket works with.</summary>
/// <param name="stateless">The last one added is asked; none is needed.</param>
internal sealed class HocuspocusServices(
    SessionRegistry sessions,
    HocuspocusAudience audience,
    UpdateFilters filters,
    IEnumerable<IStatelessHandler> stateless,
    IOptions<CollabOptions> options,
    TimeProvider time,
    ILogger<HocuspocusDialect> logger)
{
    public SessionRegistry Sessions { get; } = sessions;

    public HocuspocusAudience Audience { get; } = audience;

    public UpdateFilters Filters { get; } = filters;

    public IStatelessHandler? Stateless { get; } = stateless.LastOrDefault();

    public CollabOptions Options { get; } = options.Value;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;
}
