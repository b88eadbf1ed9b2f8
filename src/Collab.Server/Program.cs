using Collab.Server;
using Collab.Server.Commands;
using Collab.Server.Configuration;
using Collab.Server.Storage;
using Microsoft.AspNetCore.Hosting.Server;

if (CommandLine.IsCommand(args))
{
    return await CommandLine.RunAsync(args);
}

try
{
    await using var app = await ServerApp.StartAsync(args);
    foreach (var address in app.Services.GetRequiredService<IServer>().Addresses())
    {
        Console.WriteLine($"Collab is at {address}");
    }

    Console.WriteLine($"Documents are kept in {app.Services.GetRequiredService<IStorage>().Place}");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (StartFailure.Describe(e) is { } line)
{
    await Console.Error.WriteLineAsync($"Collab did not start: {line}");
    return 1;
}
