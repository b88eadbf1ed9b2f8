namespace Collab.Core.Documents;

/// <summary>What can be done with V1 updates alone, without a document.</summary>
public static class Updates
{
    public static byte[] Merge(IReadOnlyList<ReadOnlyMemory<byte>> updates) => throw new NotImplementedException();

    public static byte[] Diff(ReadOnlySpan<byte> update, StateVector known) => throw new NotImplementedException();

    public static StateVector ReadStateVector(ReadOnlySpan<byte> update) => throw new NotImplementedException();

    public static void Validate(ReadOnlySpan<byte> update, UpdateLimits? limits = null) => throw new NotImplementedException();
}
