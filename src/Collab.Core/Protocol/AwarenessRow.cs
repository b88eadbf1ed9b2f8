namespace Collab.Core.Protocol;

/// <summary>What a table knows of one client: its newest state, or that it is gone and at which clock.</summary>
internal sealed class AwarenessRow(ClientId client)
{
    private byte[] _buffer = [];
    private int _length;

    public ClientId Client { get; } = client;

    public ulong Clock { get; private set; }

    /// <summary>The state as its client sent it; empty if the client is gone.</summary>
    public ReadOnlySpan<byte> State => _buffer.AsSpan(0, _length);

    public bool IsGone => _length == 0;

    /// <summary>Whether the server removed the client, because its connection ended: it may come back, and not know.</summary>
    public bool IsRemovedByServer { get; private set; }

    /// <summary>The connection that brought the state; null once the client is gone.</summary>
    public AwarenessSpeaker? Speaker { get; set; }

    /// <summary>Who the last one to speak for it acted for.</summary>
    public string? Principal { get; private set; }

    /// <summary>The timestamp at which its last state came.</summary>
    public long SeenAt { get; private set; }

    /// <summary>The version of the table with which the state was sent on; <see cref="long.MaxValue"/> while that is still to be done.</summary>
    public long Version { get; set; }

    /// <summary>Another connection may take a client over only if it acts for the same principal: nobody moves another's cursor.</summary>
    public bool MaySpeak(AwarenessSpeaker speaker) =>
        Speaker is null || ReferenceEquals(Speaker, speaker) || Principal == speaker.Principal;

    public void Set(in AwarenessEntry entry, AwarenessSpeaker speaker, long seenAt)
    {
        Clock = entry.Clock;
        Principal = speaker.Principal;
        SeenAt = seenAt;
        IsRemovedByServer = false;

        // States of a client are alike in length: with some room to spare its cursor moves without any allocation.
        if (_buffer.Length < entry.State.Length)
        {
            _buffer = new byte[entry.State.Length + (entry.State.Length / 4)];
        }

        entry.State.CopyTo(_buffer);
        _length = entry.State.Length;
    }

    /// <param name="speaker">Whose client it says is gone; null if the server says so.</param>
    public void Remove(ulong clock, AwarenessSpeaker? speaker)
    {
        Clock = clock;
        Principal = speaker?.Principal;
        IsRemovedByServer = speaker is null;
        (_buffer, _length) = ([], 0);
    }
}
