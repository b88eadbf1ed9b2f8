using System.Diagnostics.CodeAnalysis;

namespace Collab.AspNetCore.Hocuspocus;

/// <summary>Compares addresses by their bytes, so that one can be looked up in a frame as it came.</summary>
internal sealed class AddressComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode([DisallowNull] ReadOnlyMemory<byte> obj)
    {
        var hash = default(HashCode);
        hash.AddBytes(obj.Span);
        return hash.ToHashCode();
    }
}
