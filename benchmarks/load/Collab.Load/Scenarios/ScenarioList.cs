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
            Rooms: 1, Members: 51, Writers: 1, Window: 512, Goal.AtLeast(3, ServerKind.Hocuspocus)),
        new SaturatedRooms(
            "fan-out-1000", "1 room, 1,000 readers, 1 writer, saturated", "typing",
            Rooms: 1, Members: 1001, Writers: 1, Window: 64, Goal.AtLeast(2, ServerKind.Hocuspocus)),
        new SaturatedRooms(
            "writers-10", "1 room, 50 clients, 10 of them write, saturated", "typing",
            Rooms: 1, Members: 50, Writers: 10, Window: 64, Goal.AtLeast(3, ServerKind.Hocuspocus)),
        new SaturatedRooms(
            "moves", "1 room, 50 clients, 8 of them move shapes, saturated", "moves",
            Rooms: 1, Members: 50, Writers: 8, Window: 64, Goal.AtLeast(2.5, ServerKind.Hocuspocus)),
        new SaturatedRooms(
            "rooms", "500 rooms of 2, saturated", "typing",
            Rooms: 500, Members: 2, Writers: 1, Window: 8, Goal.AtLeast(3, ServerKind.YWebsocket)),
        new PacedRooms(
            "rooms-paced", "2,000 rooms of 2 at 1 update/s each", Rooms: 2000, Members: 2, Writers: 1, Rate: 2000,
            [new("cpu", "server CPU, us an update", 0, Goal.AtMost(1, ServerKind.YWebsocket)), new("p99", "p99 latency, ms", 1)]),
        new PacedRooms(
            "latency", "1 room, 100 clients, 200 updates/s", Rooms: 1, Members: 100, Writers: 10, Rate: 200,
            [
                new("p50", "p50 latency, ms", 2, Goal.AtMostBetterPeer(0.6)), new("p99", "p99 latency, ms", 2, Goal.AtMostBetterPeer(0.6)),
                new("cpu", "server CPU, us an update", 0),
            ]),
        new LateJoiners(),
        new ColdOpens("cold-large", "60 cold opens of stored documents of 182 kB", "large", 60, Goal.AtLeastBetterPeer(5)),
        new ColdOpens("cold-small", "1,000 cold opens of stored documents of 2 kB", "small", 1000, Goal.AtLeastBetterPeer(3)),
        new AwarenessRoom("awareness", "awareness, 200 clients at 10 Hz", Echoes: false, AwarenessFigures(Goal.AtMost(0.8), Goal.AtMost(20))),
        new AwarenessRoom(
            "awareness-echo", "awareness, 200 y-websocket clients at 10 Hz that send back all they hear", Echoes: true, AwarenessFigures(null, null)),
        new IdleConnections("idle-room", "idle connections, all in one room", ShareRoom: true, Goal.AtMost(0.8, ServerKind.Relay)),
        new IdleConnections("idle-own", "idle connections, each in its own document", ShareRoom: false, Goal.AtMost(1, ServerKind.Relay)),
        new StalledReaders(),
        new FloodingWriter(),
    ];

    private static Figure[] AwarenessFigures(Goal? cpu, Goal? p50) =>
    [
        new("rate", "deliveries, thousands a second", 1),
        new("cpu", "server CPU seconds per million deliveries", 3, cpu),
        new("p50", "p50 latency, ms", 1, p50),
        new("p99", "p99 latency, ms", 1),
    ];
}
