namespace Collab.Core.Tests;

/// <summary>Tests that measure the memory of the whole process: they run when no others do, whose garbage would be counted.</summary>
[CollectionDefinition(nameof(MeasuredMemory), DisableParallelization = true)]
public sealed class MeasuredMemory;
