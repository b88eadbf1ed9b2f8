using Collab.Core.Codec;

namespace Collab.Core.Tests.Fuzzing;

/// <summary>An update taken apart, so that any of it can be changed before it is written again.</summary>
internal sealed class ForgedUpdate
{
    public List<ForgedSection> Sections { get; } = [];

    /// <summary>How many more sections are declared than there are.</summary>
    public int CountLie { get; set; }

    /// <summary>The delete set: clients in their order, each with its ranges.</summary>
    public List<(ulong Client, List<(ulong Clock, ulong Length)> Ranges)> Deletes { get; } = [];

    /// <summary>How many more clients the delete set declares than it has.</summary>
    public int DeletesLie { get; set; }

    /// <summary>Takes a sound V1 update apart.</summary>
    public static ForgedUpdate Read(byte[] update)
    {
        var forged = new ForgedUpdate();
        var reader = new Lib0Reader(update);
        for (var sections = reader.ReadVarUint(); sections > 0; sections--)
        {
            var blocks = reader.ReadVarUint();
            var section = new ForgedSection { Client = reader.ReadVarUint(), Clock = reader.ReadVarUint() };
            for (; blocks > 0; blocks--)
            {
                section.Blocks.Add(ForgedBlock.Read(ref reader, update));
            }

            forged.Sections.Add(section);
        }

        for (var clients = reader.ReadVarUint(); clients > 0; clients--)
        {
            var client = reader.ReadVarUint();
            var ranges = new List<(ulong, ulong)>();
            for (var count = reader.ReadVarUint(); count > 0; count--)
            {
                ranges.Add((reader.ReadVarUint(), reader.ReadVarUint()));
            }

            forged.Deletes.Add((client, ranges));
        }

        Assert.True(reader.IsAtEnd);
        return forged;
    }

    public byte[] Write()
    {
        var writer = new Lib0Writer();
        WriteCount(writer, Sections.Count, CountLie);
        foreach (var section in Sections)
        {
            WriteCount(writer, section.Blocks.Count, section.CountLie);
            writer.WriteVarUint(section.Client);
            writer.WriteVarUint(section.Clock);
            section.Blocks.ForEach(block => block.Write(writer));
        }

        WriteCount(writer, Deletes.Count, DeletesLie);
        foreach (var (client, ranges) in Deletes)
        {
            writer.WriteVarUint(client);
            writer.WriteVarUint((ulong)ranges.Count);
            foreach (var (clock, length) in ranges)
            {
                writer.WriteVarUint(clock);
                writer.WriteVarUint(length);
            }
        }

        return writer.ToArray();
    }

    private static void WriteCount(Lib0Writer writer, int count, int lie) =>
        writer.WriteVarUint((ulong)Math.Max(0L, (long)count + lie));
}
