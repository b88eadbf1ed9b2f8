namespace Collab.Core.Tests.Fuzzing;

/// <summary>Changes the meaning of updates by chance: who wrote what, after what, in what, how much of it and in which order.</summary>
/// <param name="random">Repeats with its seed.</param>
/// <param name="clients">Clients that the document under attack knows, beside those of the updates.</param>
/// <param name="roots">Its root types.</param>
internal sealed class UpdateForger(Random random, IReadOnlyList<ulong> clients, IReadOnlyList<string> roots)
{
    private static readonly ulong[] Extremes =
        [0, 1, 127, 128, int.MaxValue - 1, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, (1UL << 53) - 1, 1UL << 53, ulong.MaxValue];

    private static readonly int[] Lies = [-1, 1, 2, 1000, int.MaxValue];

    /// <summary>Forges an update out of a sound one and parts of another.</summary>
    public byte[] Forge(byte[] update, byte[] other)
    {
        var forged = ForgedUpdate.Read(update);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            Change(forged, other);
        }

        return forged.Write();
    }

    private void Change(ForgedUpdate update, byte[] other)
    {
        var choice = random.Next(25);
        if (update.Sections.Count == 0 || choice < 3)
        {
            ChangeDeletes(update);
        }
        else if (choice < 9)
        {
            ChangeSections(update, other);
        }
        else
        {
            var section = Pick(update.Sections);
            if (section.Blocks.Count > 0)
            {
                ChangeBlocks(update, section, choice);
            }
        }
    }

    private void ChangeDeletes(ForgedUpdate update)
    {
        switch (random.Next(5))
        {
            case 0:
                update.Deletes.Add((SomeClient(update), [(SomeClock(), SomeClock())]));
                break;
            case 1 when update.Deletes.Count > 0:
                Pick(update.Deletes).Ranges.Add((SomeClock(), (ulong)random.Next(5)));
                break;
            case 2 when update.Deletes.Count > 0:
                update.Deletes.Add(Pick(update.Deletes));
                break;
            case 3 when update.Deletes.Count > 0:
                update.Deletes.RemoveAt(random.Next(update.Deletes.Count));
                break;
            default:
                update.DeletesLie = Pick(Lies);
                break;
        }
    }

    private void ChangeSections(ForgedUpdate update, byte[] other)
    {
        var at = random.Next(update.Sections.Count);
        var section = update.Sections[at];
        switch (random.Next(9))
        {
            case 0:
                section.Clock = random.Next(3) == 0 ? SomeClock() : section.Clock + (ulong)random.Next(4);
                break;
            case 1:
                section.Client = SomeClient(update);
                break;
            case 2:
                section.CountLie = Pick(Lies);
                break;
            case 3:
                update.CountLie = Pick(Lies);
                break;
            case 4:
                update.Sections.Reverse();
                break;
            case 5:
                update.Sections.RemoveAt(at);
                break;
            case 6:
                var copy = section.Copy();
                copy.Client = random.Next(3) == 0 ? copy.Client : SomeClient(update);
                update.Sections.Insert(at, copy);
                break;
            default:
                update.Sections.AddRange(ForgedUpdate.Read(other).Sections);
                break;
        }
    }

    private void ChangeBlocks(ForgedUpdate update, ForgedSection section, int choice)
    {
        var at = random.Next(section.Blocks.Count);
        var block = section.Blocks[at];
        switch (choice)
        {
            case 9:
                block.Info = (byte)((block.Info & ~ForgedBlock.KindBits) | random.Next(12));
                break;
            case 10:
                block.Info ^= Pick([ForgedBlock.Sub, ForgedBlock.RightOrigin, ForgedBlock.Origin]);
                break;
            case 11 or 12:
                block.Info |= ForgedBlock.Origin;
                block.Left = SomeId(update, section);
                break;
            case 13 or 14:
                block.Info |= ForgedBlock.RightOrigin;
                block.Right = SomeId(update, section);
                break;
            case 15:
                block.Info &= ForgedBlock.KindBits | ForgedBlock.Sub;
                block.ParentRoot = random.Next(6) == 0 ? "unheard of" : Pick(roots);
                break;
            case 16 or 17:
                block.Info &= ForgedBlock.KindBits | ForgedBlock.Sub;
                block.ParentRoot = null;
                block.ParentItem = SomeId(update, section);
                break;
            case 18:
                block.Info |= ForgedBlock.Sub;
                block.Key = Pick(["a", "b", "key", "", "other"]);
                break;
            case 19:
                section.Blocks.Insert(random.Next(section.Blocks.Count + 1), block.Copy());
                break;
            case 20:
                section.Blocks.RemoveAt(at);
                break;
            case 21:
                var with = random.Next(section.Blocks.Count);
                (section.Blocks[at], section.Blocks[with]) = (section.Blocks[with], block);
                break;
            case 22:
                Pick(update.Sections).Blocks.Add(block.Copy());
                break;
            case 23:
                block.Content = ByteMutator.Mutate(block.Content, random);
                break;
            default:
                var donors = Pick(update.Sections).Blocks;
                block.Content = donors.Count > 0 ? Pick(donors).Content : [];
                break;
        }
    }

    private (ulong Client, ulong Clock) SomeId(ForgedUpdate update, ForgedSection own)
    {
        var client = random.Next(2) == 0 ? own.Client : SomeClient(update);
        return (client, random.Next(3) == 0 ? own.Clock + (ulong)random.Next(own.Blocks.Count + 3) : SomeClock());
    }

    private ulong SomeClient(ForgedUpdate update) => random.Next(5) switch
    {
        0 => Pick(Extremes),
        1 when update.Sections.Count > 0 => Pick(update.Sections).Client,
        2 => (ulong)random.Next(1, 20),
        _ => clients.Count > 0 ? Pick(clients) : 1,
    };

    private ulong SomeClock() => random.Next(8) == 0 ? Pick(Extremes) : (ulong)random.Next(60);

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
