using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Collab.Server.Metrics;

/// <summary>Writes metrics in the Prometheus text format 0.0.4.</summary>
/// <remarks>
/// Names follow OpenTelemetry's mapping: <c>collab.commit.duration</c> in seconds becomes
/// <c>collab_commit_duration_seconds</c>, and counters end in <c>_total</c>.
/// </remarks>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();

    public void Add(Metric metric)
    {
        var name = NameOf(metric);
        if (metric.Description is { Length: > 0 } description)
        {
            var oneLine = description.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            _text.Append("# HELP ").Append(name).Append(' ').Append(oneLine).Append('\n');
        }

        _text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(metric.MetricType)).Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            Add(name, metric.MetricType, in point);
        }
    }

    public override string ToString() => _text.ToString();

    private static string NameOf(Metric metric)
    {
        var name = new StringBuilder(metric.Name.Length + 16);
        foreach (var character in metric.Name)
        {
            name.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        }

        name.Append(metric.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        });
        return name.Append(TypeOf(metric.MetricType) == "counter" ? "_total" : "").ToString();
    }

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    private void Add(string name, MetricType type, in MetricPoint point)
    {
        switch (type)
        {
            case MetricType.Histogram:
                AddHistogram(name, in point);
                break;
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                AddSample(name, point.Tags, point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                AddSample(name, point.Tags, point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                AddSample(name, point.Tags, point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                AddSample(name, point.Tags, point.GetGaugeLastValueDouble());
                break;
            default:
                // Exponential histograms have no form here; none of our instruments asks for them.
                break;
        }
    }

    private void AddHistogram(string name, in MetricPoint point)
    {
        var total = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            total += bucket.BucketCount;
            AddSample($"{name}_bucket", point.Tags, total, Number(bucket.ExplicitBound));
        }

        AddSample($"{name}_sum", point.Tags, point.GetHistogramSum());
        AddSample($"{name}_count", point.Tags, point.GetHistogramCount());
    }

    private void AddSample(string name, ReadOnlyTagCollection tags, double value, string? upTo = null)
    {
        _text.Append(name);
        var separator = '{';
        foreach (var tag in tags)
        {
            AddLabel(ref separator, tag.Key, Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "");
        }

        if (upTo is not null)
        {
            AddLabel(ref separator, "le", upTo);
        }

        _text.Append(separator == ',' ? "} " : " ").Append(Number(value)).Append('\n');
    }

    private void AddLabel(ref char separator, string key, string value)
    {
        _text.Append(separator);
        foreach (var character in key)
        {
            _text.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        }

        var escaped = value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        _text.Append("=\"").Append(escaped).Append('"');
        separator = ',';
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
