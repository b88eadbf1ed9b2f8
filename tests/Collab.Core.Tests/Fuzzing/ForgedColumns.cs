using Collab.Core.Codec;

namespace Collab.Core.Tests.Fuzzing;

/// <summary>A V2 update as its columns: each can be changed, and is written with its true length.</summary>
internal static class ForgedColumns
{
    private const int Columns = 9;

    /// <summary>A copy with one or two of its columns, or what follows them, changed by chance.</summary>
    /// <param name="update">A sound V2 update.</param>
    public static byte[] Mutate(byte[] update, Random random)
    {
        var reader = new Lib0Reader(update);
        var writer = new Lib0Writer();
        writer.WriteUint8(reader.ReadUint8());
        var (first, second) = (random.Next(Columns + 1), random.Next(Columns + 1));
        for (var column = 0; column < Columns; column++)
        {
            var bytes = reader.ReadVarBytes().ToArray();
            writer.WriteVarBytes(column == first || column == second ? Change(bytes, random) : bytes);
        }

        var rest = reader.TakeRest().ToArray();
        writer.WriteBytes(first == Columns || second == Columns ? Change(rest, random) : rest);
        return writer.ToArray();
    }

    // Long runs, where there is a number for them, are what columns are dangerous for.
    private static byte[] Change(byte[] column, Random random) => random.Next(4) switch
    {
        0 => [.. column, .. Huge(random)],
        1 when column.Length > 0 => [.. column[..random.Next(column.Length)], .. Huge(random)],
        2 => [],
        _ => column.Length == 0 ? [(byte)random.Next(256)] : ByteMutator.Mutate(column, random),
    };

    private static byte[] Huge(Random random) =>
        [.. Enumerable.Repeat((byte)0xFF, random.Next(1, 8)), (byte)random.Next(0x80)];
}
