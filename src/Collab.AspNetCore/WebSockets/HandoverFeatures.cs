using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Collab.AspNetCore.WebSockets;

/// <summary>Stands between HTTP and what the server keeps of it, so that nothing of it is kept when the connection is handed over.</summary>
internal sealed class HandoverFeatures : IConnectionHeartbeatFeature, IDecrementConcurrentConnectionCountFeature
{
    private readonly IConnectionHeartbeatFeature? _heartbeat;
    private Action? _beat;

    public HandoverFeatures(IConnectionHeartbeatFeature? heartbeat) => _heartbeat = heartbeat;

    /// <summary>The server keeps a handler for as long as the connection lives; this one forgets.</summary>
    public void OnHeartbeat(Action<object> action, object state)
    {
        if (_beat is null)
        {
            _heartbeat?.OnHeartbeat(static features => ((HandoverFeatures)features)._beat?.Invoke(), this);
        }

        _beat += () => action(state);
    }

    /// <summary>Upgraded connections stay counted among all: those handed over are not counted elsewhere.</summary>
    public void ReleaseConnection()
    {
    }

    public void Forget() => _beat = null;
}
