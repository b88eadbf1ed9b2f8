namespace Collab.Interop.Tests;

/// <summary>What was found in one replica of a document, as <c>clients/lib/digest.mjs</c> makes it: hashes, but for the length.</summary>
internal sealed record Replica(string Text, int Length, string StateVector, string Deletes, string Json)
{
    /// <summary>Replicas that have the same edits are equal in everything.</summary>
    public static void AssertAllEqual(IReadOnlyDictionary<string, Replica> replicas)
    {
        var (firstName, first) = replicas.First();
        Assert.All(replicas, replica => Assert.True(
            replica.Value == first, $"{replica.Key} has {replica.Value}, and {firstName} has {first}"));
    }
}
