using System.Buffers.Binary;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Load.Replaying;

namespace Collab.Load.Tests;

/// <summary>Types with the engine, as peers/record.mjs does with Yjs.</summary>
internal static class Typist
{
    /// <param name="writer">Its number among the writers of a document.</param>
    /// <param name="first">What the first update brings; the others bring a character each.</param>
    public static List<byte[]> Type(int writer, int updates, string first = "x")
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(Recording.FirstClient + (ulong)writer) });
        var text = document.GetText("text");
        var made = new List<byte[]>();
        for (var i = 0; i < updates; i++)
        {
            made.Add(document.TransactAndEncode(_ => text.Insert(text.Length, made.Count == 0 ? first : "x"))!);
        }

        return made;
    }

    /// <summary>The updates as a file of the recorder's holds them.</summary>
    public static Recording Record(IEnumerable<byte[]> updates)
    {
        var bytes = new List<byte>();
        Span<byte> length = stackalloc byte[sizeof(uint)];
        foreach (var update in updates)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)update.Length);
            bytes.AddRange(length);
            bytes.AddRange(update);
        }

        return new Recording([.. bytes], int.MaxValue);
    }

    public static byte[] Merge(IEnumerable<byte[]> updates) =>
        Updates.Merge([.. updates.Select(update => new ReadOnlyMemory<byte>(update))]);
}
