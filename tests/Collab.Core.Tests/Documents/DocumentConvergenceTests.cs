using Collab.Core.Documents;

namespace Collab.Core.Tests.Documents;

public sealed class DocumentConvergenceTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory, MemberData(nameof(Seeds))]
    public void Replicas_converge_whatever_the_order_and_repetition_of_delivery(int seed)
    {
        var random = new Random(seed);
        var replicas = Enumerable.Range(0, 4)
            .Select(i => new Document(new DocumentOptions { ClientId = new ClientId((ulong)(i + 1) << (13 * i)) }))
            .ToArray();
        var inboxes = replicas.Select(_ => new List<byte[]>()).ToArray();

        for (var step = 0; step < 150; step++)
        {
            var author = random.Next(replicas.Length);
            var update = RandomEdits.Make(replicas[author], random);
            for (var i = 0; i < replicas.Length; i++)
            {
                if (i != author)
                {
                    inboxes[i].Add(update);
                }
            }

            var reader = random.Next(replicas.Length);
            for (var i = random.Next(6); i > 0 && inboxes[reader].Count > 0; i--)
            {
                var next = random.Next(inboxes[reader].Count);
                replicas[reader].ApplyUpdate(inboxes[reader][next]);
                if (random.Next(5) > 0)
                {
                    inboxes[reader].RemoveAt(next);
                }

                StoreInvariants.Check(replicas[reader]);
            }
        }

        for (var i = 0; i < replicas.Length; i++)
        {
            foreach (var update in inboxes[i].OrderBy(_ => random.Next()))
            {
                replicas[i].ApplyUpdate(update);
            }
        }

        Assert.All(replicas, replica => AssertSame(replicas[0], replica));
        var loaded = new Document();
        loaded.ApplyUpdate(replicas[0].EncodeStateAsUpdate());
        AssertSame(replicas[0], loaded);
    }

    private static void AssertSame(Document expected, Document actual)
    {
        StoreInvariants.Check(actual);
        Assert.False(actual.HasPending);
        Assert.Equal(expected.GetStateVector(), actual.GetStateVector());
        Assert.Equal(expected.GetDeleteSet(), actual.GetDeleteSet());
        Assert.Equal(expected.GetText("text").ToDeltaJson(), actual.GetText("text").ToDeltaJson());
        Assert.Equal(expected.GetArray("array").ToJson(), actual.GetArray("array").ToJson());
        Assert.Equal(expected.GetMap("map").ToJson(), actual.GetMap("map").ToJson());
    }
}
