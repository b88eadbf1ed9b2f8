namespace Collab.AspNetCore;

/// <summary>Hears the stateless messages of Hocuspocus clients: strings that are the app's own, which the server does not read, keep
/// or pass on.</summary>
public interface IStatelessHandler
{
    /// <summary>Called for one message of a connection at a time, in the order they came; the socket is not read meanwhile.</summary>
    /// <exception cref="Exception">Puts the client out of the document; it is let in again a little later.</exception>
    ValueTask ReceiveAsync(StatelessMessage message, CancellationToken cancellationToken);
}
