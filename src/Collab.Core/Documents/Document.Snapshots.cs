using Collab.Core.Blocks;

namespace Collab.Core.Documents;

public sealed partial class Document
{
    // The origin of transactions that change nothing, as Yjs names it.
    private const string CleanUpOrigin = "cleanup";

    /// <summary>Encodes a past state as a V1 update.</summary>
    internal byte[] EncodeAt(Snapshot snapshot)
    {
        if (Options.Gc)
        {
            throw new InvalidOperationException("the document collects what is deleted: its past is lost");
        }

        foreach (var (client, clock) in snapshot.StateVector)
        {
            if (clock > (ulong)Store.StateOf(client.Value))
            {
                throw new ArgumentException($"the document lacks blocks of client {client}", nameof(snapshot));
            }
        }

        return Transact(_ =>
        {
            new SnapshotView(Store, snapshot).Split();
            var writer = UpdateWriter.Create(UpdateFormat.V1);
            writer.Rest.WriteVarUint((ulong)snapshot.StateVector.Count(entry => entry.Clock > 0));
            foreach (var (client, clock) in snapshot.StateVector)
            {
                if (clock > 0)
                {
                    Store.WriteSectionUpTo(writer, Store.FindClient(client.Value)!, (int)clock);
                }
            }

            snapshot.DeleteSet.WriteTo(writer.Rest, UpdateFormat.V1);
            return writer.Finish();
        });
    }

    /// <summary>Looks at past states while items are split where these begin and end.</summary>
    internal T LookAt<T>(Snapshot? now, Snapshot? before, Func<SnapshotView?, SnapshotView?, T> look) => Transact(
        _ =>
        {
            var current = now is null ? null : new SnapshotView(Store, now);
            var former = before is null ? null : new SnapshotView(Store, before);
            current?.Split();
            former?.Split();
            return look(current, former);
        },
        CleanUpOrigin);
}
