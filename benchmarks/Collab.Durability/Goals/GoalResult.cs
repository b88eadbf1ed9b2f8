namespace Collab.Durability.Goals;

/// <summary>One line of the table.</summary>
/// <param name="Goal">What is promised, with its figure.</param>
/// <param name="IsMet">Null if there is no figure to meet.</param>
internal sealed record GoalResult(string Goal, string Measured, bool? IsMet)
{
    public static GoalResult Skipped(string goal, string reason) => new(goal, $"not measured: {reason}", null);
}
