namespace Collab.Load.Reporting;

/// <summary>One number that a scenario measures.</summary>
/// <param name="Key">What it is called in results.</param>
/// <param name="Label">What it is, in the table.</param>
/// <param name="Digits">How many of them it is shown with behind the point.</param>
/// <param name="Goal">What our figure is to be; null if it is there to be seen.</param>
internal sealed record Figure(string Key, string Label, int Digits, Goal? Goal = null);
