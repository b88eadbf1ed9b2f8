namespace Collab.Load.Sockets;

/// <summary>What a connection tells of. All calls come from the thread that turns the loop; spans are valid during the call.</summary>
internal interface IClient
{
    /// <summary>The WebSocket is open, and where the dialect has it, the token was taken.</summary>
    void OnReady(Connection connection);

    /// <summary>Content came: as step 2 or as an update.</summary>
    void OnUpdate(Connection connection, ReadOnlySpan<byte> update);

    void OnAwareness(Connection connection, ReadOnlySpan<byte> update);

    /// <summary>What one read brought was told of.</summary>
    void OnRead(Connection connection);
}
