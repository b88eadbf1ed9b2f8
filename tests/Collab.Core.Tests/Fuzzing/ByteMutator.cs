namespace Collab.Core.Tests.Fuzzing;

/// <summary>Changes bytes without knowing what they mean.</summary>
internal static class ByteMutator
{
    /// <summary>A copy with one to three bytes flipped, replaced, removed, added, doubled or set to what numbers end with.</summary>
    public static byte[] Mutate(byte[] bytes, Random random)
    {
        var mutant = new List<byte>(bytes);
        for (var changes = random.Next(1, 4); changes > 0 && mutant.Count > 0; changes--)
        {
            var at = random.Next(mutant.Count);
            switch (random.Next(7))
            {
                case 0 or 1:
                    mutant[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    mutant[at] = (byte)random.Next(256);
                    break;
                case 3:
                    mutant.RemoveAt(at);
                    break;
                case 4:
                    mutant.Insert(at, (byte)random.Next(12));
                    break;
                case 5:
                    mutant.InsertRange(at, mutant.GetRange(at, Math.Min(random.Next(1, 9), mutant.Count - at)));
                    break;
                default:
                    mutant[at] = random.Next(2) == 0 ? (byte)0x7F : (byte)0xFF;
                    break;
            }
        }

        return [.. mutant];
    }
}
