using Collab.E2E.Support;

// A test mostly waits, for a server's start, a disk, a timer of the page: two side by side fill two cores.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(SharedServer))]
