using System.Diagnostics;
using System.Text.Json;

namespace Collab.E2E.Support;

/// <summary>Waits for what must become true, and says what was there instead when it does not.</summary>
internal static class Eventually
{
    /// <summary>Far more than anything takes: to be late is not what these tests look for, never to come is.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until both sides give the same, and returns it.</summary>
    public static async Task<T> EqualAsync<T>(Func<Task<T>> left, Func<Task<T>> right)
    {
        var (one, other) = (await left(), await right());
        var clock = Stopwatch.StartNew();
        while (!EqualityComparer<T>.Default.Equals(one, other) && clock.Elapsed < Patience)
        {
            await Task.Delay(Interval, TestContext.Current.CancellationToken);
            (one, other) = (await left(), await right());
        }

        Assert.Equal(one, other);
        return one;
    }

    /// <summary>Waits until a value fulfils a condition, and returns it.</summary>
    public static async Task<T> IsAsync<T>(Func<Task<T>> read, Func<T, bool> condition, string what)
    {
        var value = await read();
        var clock = Stopwatch.StartNew();
        while (!condition(value))
        {
            Assert.True(clock.Elapsed < Patience, $"Not in {Patience.TotalSeconds} s: {what}. It was {JsonSerializer.Serialize(value)}");
            await Task.Delay(Interval, TestContext.Current.CancellationToken);
            value = await read();
        }

        return value;
    }
}
