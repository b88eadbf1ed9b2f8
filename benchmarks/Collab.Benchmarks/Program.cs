using BenchmarkDotNet.Running;
using Collab.Benchmarks.Access;
using Collab.Benchmarks.Hostile;
using Collab.Benchmarks.Sessions;
using Collab.Benchmarks.Works;

// work FOLDER                      measures the works named on standard input, for engine-vs-peers.sh
// work FOLDER b4|whiteboard        prints the bytes that one loaded document takes
// hostile FOLDER                   prints how long hostile updates take to refuse
// hostile-peers                    prints what hostile peers cost the others of their document
// access                           prints how long tokens take to refuse, and what a probe for documents can tell
// sessions SCENARIO|all            prints what updates and joins cost the sessions and the file store, without sockets
// anything else                    BenchmarkDotNet's own arguments, such as --filter '*'
switch (args)
{
    case ["work", var folder]:
        WorkLoop.Run(new BenchmarkData(folder), Console.In, Console.Out);
        return 0;
    case ["work", var folder, var document]:
        MemoryMeasurement.Run(new BenchmarkData(folder), document, Console.Out);
        return 0;
    case ["hostile", var folder]:
        return HostileTable.Print(new BenchmarkData(folder), Console.Out) ? 0 : 1;
    case ["hostile-peers"]:
        return await HostilePeers.PrintAsync(Console.Out) ? 0 : 1;
    case ["access"]:
        var areRefusedSoon = RefusedTokens.Print(Console.Out);
        return await DocumentProbes.PrintAsync(Console.Out) && areRefusedSoon ? 0 : 1;
    case ["sessions", var scenario]:
        await SessionTable.PrintAsync(scenario, Console.Out);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
