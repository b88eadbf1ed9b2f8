// Each test keeps a server and many clients busy; side by side they would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
