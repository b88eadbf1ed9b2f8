using Collab.Load.Relay;

// Passes every message of a WebSocket on to the other ones of the same path, and does nothing else: what Kestrel alone costs.
// The first argument is the port; with --websockets after it messages go through System.Net.WebSockets as it ships.
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls($"http://127.0.0.1:{args[0]}");
await using var app = builder.Build();
var rooms = new Rooms();
if (args.Contains("--websockets"))
{
    app.UseWebSockets();
    app.Run(async context => await WebSocketRelay.RunAsync(rooms, context));
}
else
{
    app.Run(async context => await RawRelay.RunAsync(rooms, context));
}

await app.RunAsync();
