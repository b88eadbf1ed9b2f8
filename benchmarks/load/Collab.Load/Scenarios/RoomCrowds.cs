using Collab.Load.Replaying;
using Collab.Load.Sockets;

namespace Collab.Load.Scenarios;

/// <summary>What scenarios with rooms have in common.</summary>
internal static class RoomCrowds
{
    // One document of many needs fewer updates than the only one.
    private const int MostInOneOfMany = 20_000;

    /// <summary>Opens rooms with their members, all of whom are in sync when this returns.</summary>
    public static Crowd Open(
        ScenarioContext context, int rooms, int members, int writers, string recording, int window,
        string document = "load")
    {
        (rooms, members) = (rooms == 1 ? 1 : context.Scale(rooms), rooms == 1 ? context.Scale(members) : members);
        writers = Math.Min(writers, members - 1);
        var most = rooms == 1 ? int.MaxValue : MostInOneOfMany;
        var recordings = Enumerable.Range(0, writers).Select(i => context.Recordings.Of(recording, i, most)).ToList();
        var crowd = new Crowd(context.Loop);
        for (var room = 0; room < rooms; room++)
        {
            crowd.AddRoom(members, recordings, window);
        }

        var dialect = context.Server.Dialect;
        Opening.OpenAll(context.Loop, crowd.Members.Count, dialect.Syncs, i =>
        {
            crowd.Members[i].Open(context.Server.Port, dialect, $"{document}-{i / members}");
            return crowd.Members[i].Connection!;
        });
        return crowd;
    }

    /// <summary>Sees to it that every member gets all that the others sent.</summary>
    public static void CheckComplete(ScenarioContext context, Crowd crowd, TimeSpan limit)
    {
        context.Loop.Run(null, () => crowd.HasAll || context.Loop.Lost.Count > 0, limit);
        context.CheckNothingLost();
        if (!crowd.HasAll)
        {
            var incomplete = crowd.Members.Count(member => !member.HasAll);
            throw new ScenarioFailedException($"{incomplete} of {crowd.Members.Count} clients did not get all that was sent");
        }

        if (crowd.Tally.Gaps > 0)
        {
            throw new ScenarioFailedException($"{crowd.Tally.Gaps} updates came before those that they build on");
        }
    }
}
