using Collab.AspNetCore;
using Collab.Core.Storage;

namespace Collab.Server.Access.Links;

/// <summary>Hears of links that were revoked on other servers of the database, and has their guests here put out.</summary>
internal sealed partial class RevokedLinkWatch(
    PostgresShareLinks links, ICollabAccess access, TimeProvider time, ILogger<RevokedLinkWatch> logger) : BackgroundService
{
    /// <summary>With the answer's way, well within the five seconds in which guests are to be put out.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>How far back each look goes: after a pause of the database or of this process nothing is missed, and what is older is settled
    /// when the guests' access is renewed.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(15);

    private HashSet<string> _known = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (StoreUnavailableException e)
            {
                Log.LookFailed(logger, e);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var revoked = await links.ListRevokedAsync(Within, cancellationToken);
        var documents = revoked.Where(link => !_known.Contains(link.Id)).Select(link => link.Document).Distinct();
        foreach (var document in documents)
        {
            await access.RecheckAsync(document, cancellationToken: cancellationToken);
        }

        _known = [.. revoked.Select(link => link.Id)];
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "It cannot be told now which share links were revoked on other servers")]
        public static partial void LookFailed(ILogger logger, Exception failure);
    }
}
