using System.Buffers.Binary;
using System.Numerics;

namespace Collab.Core.Blocks;

/// <summary>A running digest of 128 bits over 64-bit words, the same on every machine.</summary>
/// <remarks>
/// Each step is a bijection of each lane for a given word, and of the words for a given lane: so two sequences that differ in
/// one word never meet again, and two that differ in more do so by a chance of about 1 in 2^128. It finds faults; it does not keep
/// out somebody who looks for collisions.
/// </remarks>
internal struct WordMixer
{
    // Odd, with about as many ones as zeros: the fractions of the golden ratio and of the square roots of 2, 3 and 5.
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0x6A09E667F3BCC909;
    private const ulong Third = 0xBB67AE8584CAA73B;
    private const ulong Fourth = 0x3C6EF372FE94F82B;

    private ulong _high;
    private ulong _low;

    public void Add(ulong word)
    {
        _high = (BitOperations.RotateLeft(_high ^ (word * First), 29) * Second) + Third;
        _low = (BitOperations.RotateLeft(_low, 23) + word + Fourth) * Third;
        _low ^= _low >> 32;
    }

    /// <summary>Adds bytes that are known whole: their length, then they themselves.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add((ulong)bytes.Length);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        if (!bytes.IsEmpty)
        {
            Add(WordOf(bytes));
        }
    }

    public readonly (ulong High, ulong Low) Finish()
    {
        var high = Avalanche(_high + _low);
        return (high, Avalanche(_low ^ high));
    }

    /// <summary>At most eight bytes as a word, the first one lowest.</summary>
    public static ulong WordOf(ReadOnlySpan<byte> bytes)
    {
        var word = 0UL;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            word = (word << 8) | bytes[i];
        }

        return word;
    }

    // So that every bit depends on every other.
    private static ulong Avalanche(ulong value)
    {
        value = (value ^ (value >> 32)) * First;
        value = (value ^ (value >> 29)) * Second;
        return value ^ (value >> 32);
    }
}
