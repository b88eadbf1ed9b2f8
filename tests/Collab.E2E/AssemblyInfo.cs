using Collab.E2E.Support;

// Two browsers and a server keep two cores busy; side by side the tests would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Chromium))]
