using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Tests.Documents;

/// <summary>What is written and deleted again and again leaves next to nothing.</summary>
public sealed class TombstoneTests
{
    [Fact]
    public void A_loop_of_inserts_and_deletes_leaves_a_few_bytes()
    {
        var server = new Document();
        var client = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        var (text, map) = (client.GetText("text"), client.GetMap("map"));
        for (var i = 0; i < 20_000; i++)
        {
            server.ApplyUpdate(client.TransactAndEncode(_ => text.Insert(0, "ten units!"))!);
            server.ApplyUpdate(client.TransactAndEncode(_ => text.Delete(0, 10))!);
        }

        var ofText = server.EncodeStateAsUpdate().Length;
        for (var i = 0; i < 20_000; i++)
        {
            server.ApplyUpdate(client.TransactAndEncode(_ => map.Set("key", i))!);
        }

        Assert.InRange(ofText, 1, 100);
        Assert.InRange(server.EncodeStateAsUpdate().Length, 1, 200);
    }

    [Fact]
    public void A_document_of_very_many_clients_answers_a_sync_with_what_is_lacking_alone()
    {
        const int Clients = 50_000;
        var server = new Document();
        var everybody = new Lib0Writer();
        everybody.WriteVarUint(Clients);
        for (var client = 1_000_000UL + Clients; client > 1_000_000; client--)
        {
            everybody.WriteBytes(WrittenBy(client));
        }

        everybody.WriteVarUint(0);
        server.ApplyUpdate(everybody.WrittenSpan);
        var vector = server.EncodeStateVector();
        server.ApplyUpdate([1, .. WrittenBy(7), 0]);

        Assert.InRange(vector.Length, Clients, Clients * 6);
        Assert.InRange(server.EncodeStateAsUpdate(StateVector.Decode(vector)).Length, 1, 50);
    }

    /// <summary>The blocks of one client, who typed a letter into the root "t".</summary>
    private static byte[] WrittenBy(ulong client)
    {
        var writer = new Lib0Writer();
        writer.WriteVarUint(1);
        writer.WriteVarUint(client);
        writer.WriteBytes([0, 4, 1, 1, (byte)'t', 1, (byte)'x']);
        return writer.ToArray();
    }
}
