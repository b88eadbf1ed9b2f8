using System.Diagnostics.Metrics;
using Collab.Server.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Collab.Server.Tests.Metrics;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Each_kind_of_instrument_has_its_form()
    {
        using var meter = new Meter("prometheus text");
        var exported = new List<Metric>();
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter(meter.Name).AddInMemoryReader(exported).Build();

        meter.CreateCounter<long>("collab.commits", null, "Commits that the store took").Add(3);
        meter.CreateUpDownCounter<long>("collab.uncommitted", "By").Add(12);
        meter.CreateObservableGauge("collab.store.failing", () => new Measurement<int>(1, new KeyValuePair<string, object?>("store", "a\"b\\c\nd")));
        var duration = meter.CreateHistogram(
            "collab.commit.duration", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        duration.Record(0.25);
        duration.Record(0.75);
        duration.Record(4);
        provider.ForceFlush();
        var text = new PrometheusText();
        exported.ForEach(text.Add);

        Assert.Equal(
            """
            # HELP collab_commits_total Commits that the store took
            # TYPE collab_commits_total counter
            collab_commits_total 3
            # TYPE collab_uncommitted_bytes gauge
            collab_uncommitted_bytes 12
            # TYPE collab_store_failing gauge
            collab_store_failing{store="a\"b\\c\nd"} 1
            # TYPE collab_commit_duration_seconds histogram
            collab_commit_duration_seconds_bucket{le="0.5"} 1
            collab_commit_duration_seconds_bucket{le="1"} 2
            collab_commit_duration_seconds_bucket{le="+Inf"} 3
            collab_commit_duration_seconds_sum 5
            collab_commit_duration_seconds_count 3

            """,
            text.ToString());
    }
}

internal static class InMemoryReader
{
    public static MeterProviderBuilder AddInMemoryReader(this MeterProviderBuilder builder, List<Metric> exported) =>
        builder.AddReader(new BaseExportingMetricReader(new ListExporter(exported)));

    private sealed class ListExporter(List<Metric> exported) : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
            {
                exported.Add(metric);
            }

            return ExportResult.Success;
        }
    }
}
