using System.Globalization;
using Collab.Load.Servers;

namespace Collab.Load.Reporting;

/// <summary>What one of our figures is to be: so many times another's, or a value.</summary>
/// <param name="IsAtLeast">Whether more is better.</param>
/// <param name="Factor">Of the peers' figure, or if there are none the value itself.</param>
/// <param name="Peers">Whose figure it is compared with: the best of theirs.</param>
internal sealed record Goal(bool IsAtLeast, double Factor, params ServerKind[] Peers)
{
    private static readonly ServerKind[] Npm = [ServerKind.YWebsocket, ServerKind.Hocuspocus];

    public static Goal AtLeast(double factor, params ServerKind[] peers) => new(true, factor, peers);

    public static Goal AtMost(double factor, params ServerKind[] peers) => new(false, factor, peers);

    public static Goal AtLeastBetterPeer(double factor) => new(true, factor, Npm);

    public static Goal AtMostBetterPeer(double factor) => new(false, factor, Npm);

    /// <summary>What our figure is compared with; null if none of the peers has one.</summary>
    public double? Reference(IReadOnlyDictionary<ServerKind, double> medians)
    {
        if (Peers.Length == 0)
        {
            return 1;
        }

        var known = Peers.Where(medians.ContainsKey).Select(peer => medians[peer]).ToList();
        return known.Count == 0 ? null : IsAtLeast ? known.Max() : known.Min();
    }

    /// <returns>Null if there is nothing to compare with.</returns>
    public bool? IsMet(double ours, IReadOnlyDictionary<ServerKind, double> medians) =>
        Reference(medians) is not { } reference ? null : IsAtLeast ? ours >= Factor * reference : ours <= Factor * reference;

    public override string ToString()
    {
        var factor = Factor.ToString(CultureInfo.InvariantCulture);
        var against = Peers.Length switch { 0 => "", 1 => $" x {Peers[0].Name()}", _ => " x the better peer" };
        return $"{(IsAtLeast ? ">=" : "<=")} {factor}{against}";
    }
}
