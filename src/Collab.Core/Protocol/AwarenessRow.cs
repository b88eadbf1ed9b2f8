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

    /// <summary>The connection that alone speaks for the client: the first that did; null once that has ended.</summary>
    public AwarenessSpeaker? Speaker { get; set; }

    /// <summary>The timestamp at which its last state came.</summary>
    public long SeenAt { get; private set; }

    /// <summary>The version of the table with which the state was sent on; <see cref="long.MaxValue"/> while that is still to be done.</summary>
    public long Version { get; set; }

    /// <summary>Another connection may take a client over only if the same person signed in there, who may have come back before the
    /// first one was found dead: nobody moves another's cursor.</summary>
    public bool MaySpeak(AwarenessSpeaker speaker) => Speaker?.IsSamePerson(speaker) != false;

    /// <param name="state">Copied.</param>
    public void Set(ulong clock, ReadOnlySpan<byte> state, long seenAt)
    {
        Clock = clock;
        SeenAt = seenAt;
        IsRemovedByServer = false;

        // States of a client are alike in length: with some room to spare its cursor moves without any allocation.
        if (_buffer.Length < state.Length)
        {
            _buffer = new byte[state.Length + (state.Length / 4)];
        }

        state.CopyTo(_buffer);
        _length = state.Length;
    }

    /// <param name="byServer">Whether the server says that the client is gone, and not itself.</param>
    public void Remove(ulong clock, bool byServer)
    {
        Clock = clock;
        IsRemovedByServer = byServer;
        (_buffer, _length) = ([], 0);
    }
}
