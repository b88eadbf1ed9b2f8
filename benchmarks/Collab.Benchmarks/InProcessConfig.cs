using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Collab.Benchmarks;

/// <summary>Short runs in this process: data is read once, and no other project has to be built.</summary>
internal sealed class InProcessConfig : ManualConfig
{
    public InProcessConfig() => AddJob(Job.ShortRun
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithGcServer(true));
}
