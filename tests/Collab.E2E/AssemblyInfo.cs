using Collab.E2E.Support;

// A test waits half of its time, for a server's start, a disk, a timer of the page: three side by side fill two cores.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(SharedServer))]
