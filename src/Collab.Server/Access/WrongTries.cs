using System.Net;

namespace Collab.Server.Access;

/// <summary>Counts wrong tries to sign in, by address, in windows of a minute.</summary>
/// <remarks>Addresses whose window is over are forgotten when there are many; so the table is bounded by those who tried within a minute.</remarks>
internal sealed class WrongTries(TimeProvider time)
{
    /// <summary>Wrong tries of an address in a minute; after them it has to wait.</summary>
    public const int Limit = 10;

    private const int Many = 10_000;
    private const int IPv6NetworkBytes = 8;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, (long Began, int Count)> _tries = [];

    /// <summary>Begins a try, which counts as wrong until it is <see cref="TakeBack">taken back</see>.</summary>
    /// <returns>How long to wait first; null if the try may be made.</returns>
    public TimeSpan? Begin(IPAddress? address)
    {
        var key = KeyOf(address);
        lock (_lock)
        {
            if (_tries.Count >= Many)
            {
                ForgetOld();
            }

            var (began, count) = _tries.TryGetValue(key, out var known) && !IsOver(known.Began)
                ? known
                : (time.GetTimestamp(), 0);
            if (count >= Limit)
            {
                return Window - time.GetElapsedTime(began);
            }

            _tries[key] = (began, count + 1);
            return null;
        }
    }

    /// <summary>The try that was begun was right.</summary>
    public void TakeBack(IPAddress? address)
    {
        var key = KeyOf(address);
        lock (_lock)
        {
            if (_tries.TryGetValue(key, out var known) && known.Count > 0)
            {
                _tries[key] = known with { Count = known.Count - 1 };
            }
        }
    }

    /// <summary>Who has an IPv6 address has its whole network.</summary>
    private static IPAddress KeyOf(IPAddress? address) => address switch
    {
        null => IPAddress.None,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } =>
            new IPAddress([.. address.GetAddressBytes().AsSpan(0, IPv6NetworkBytes), .. new byte[16 - IPv6NetworkBytes]]),
        _ => address,
    };

    private bool IsOver(long began) => time.GetElapsedTime(began) >= Window;

    private void ForgetOld()
    {
        foreach (var (address, (began, _)) in _tries)
        {
            if (IsOver(began))
            {
                _tries.Remove(address);
            }
        }
    }
}
