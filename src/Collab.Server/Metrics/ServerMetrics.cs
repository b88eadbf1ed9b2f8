using Collab.Core.Sessions;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Collab.Server.Metrics;

/// <summary>Gathers what the process measures, for whoever scrapes it.</summary>
internal sealed class ServerMetrics : IDisposable
{
    private static readonly string[] Meters =
        [SessionRegistry.MeterName, "Npgsql", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    // A commit takes from a tenth of a millisecond on a fast disk to the store's command timeout.
    private static readonly double[] CommitSeconds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _lock = new();
    private readonly Exporter _exporter = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;

    public ServerMetrics()
    {
        _reader = new BaseExportingMetricReader(_exporter);
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(Meters)
            .AddView("collab.commit.duration", new ExplicitBucketHistogramConfiguration { Boundaries = CommitSeconds })
            .AddReader(_reader)
            .Build();
    }

    /// <summary>What was measured until now, in the Prometheus text format.</summary>
    public string Collect()
    {
        lock (_lock)
        {
            _exporter.Text = new PrometheusText();
            _reader.Collect();
            return _exporter.Text.ToString();
        }
    }

    public void Dispose() => _provider.Dispose();

    private sealed class Exporter : BaseExporter<Metric>
    {
        public PrometheusText Text { get; set; } = new();

        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
            {
                Text.Add(metric);
            }

            return ExportResult.Success;
        }
    }
}
