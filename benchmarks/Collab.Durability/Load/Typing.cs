using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Durability.Load;

/// <summary>What a person types, a character an update, made beforehand as frames that only have to be sent.</summary>
internal sealed class Typing
{
    public Typing(uint client, int updates)
    {
        Client = new ClientId(client);
        var document = new Document(new DocumentOptions { ClientId = Client });
        var text = document.GetText("text");
        Frames = new byte[updates][];
        for (var i = 0; i < updates; i++)
        {
            var at = i;
            var update = document.TransactAndEncode(_ => text.Insert(at, "x"))!;
            Frames[i] = WebSocketFrames.FromClient(WebSocketFrames.Binary, YWebsocketFrame.Update(update));
        }
    }

    public ClientId Client { get; }

    /// <summary>Update n brings the client's clock to n + 1.</summary>
    public byte[][] Frames { get; }
}
