using Collab.Load.Reporting;
using Collab.Load.Servers;

namespace Collab.Load.Scenarios;

/// <summary>All scenarios, in the order of the table, with what our server is to reach in each.</summary>
internal static class ScenarioList
{
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new SaturatedRooms(
            "fan-out-50", "1 room, 50 readers, 1 writer, saturated", "typing",
            Rooms: 1, Members: 51, Writers: 1, Window: 2048, Goal.AtLeast(3, ServerKind.Hocuspocus)),
        new SaturatedRooms(
            "fan-out-1000", "1 room, 1,000 readers, 1 writer, saturated", "typing",
            Rooms: 1, Members: 1001, Writers: 1, Window: 1024, Goal.AtLeast(2, ServerKind.Hocuspocus)),
        new SaturatedRooms(
            "writers-10", "1 room, 50 clients, 10 of them write, saturated", "typing",
            Rooms: 1, Members: 50, Writers: 10, Window: 256, Goal.AtLeast(3, ServerKind.Hocuspocus)),
        new SaturatedRooms(
            "moves", "1 room, 50 clients, 8 of them move shapes, saturated", "moves",
            Rooms: 1, Members: 50, Writers: 8, Window: 256, Goal.AtLeast(2.5, ServerKind.Hocuspocus)),
        new SaturatedRooms(
            "rooms", "500 rooms of 2, saturated", "typing",
            Rooms: 500, Members: 2, Writers: 1, Window: 16, Goal.AtLeast(3, ServerKind.YWebsocket)),
    ];
}
