using Collab.AspNetCore;
using Collab.Core.Documents;
using Collab.Server.Configuration;
using Collab.Server.Storage;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Collab.Server.Commands;

/// <summary>What commands need of a server's parts: its settings and its storage, without the server.</summary>
internal static class CommandServices
{
    /// <param name="settings">Settings from the command line.</param>
    /// <exception cref="Exception">A setting has a value that it cannot have; <see cref="StartFailure"/> knows which.</exception>
    public static ServiceProvider Build(string[] settings)
    {
        var builder = ServerApp.CreateBuilder(settings);

        // Standard output is the command's answer, which another program may read.
        builder.Logging.AddFilter(level => level >= LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(
            options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.ValidateSettings<CollabOptions>(CollabOptions.SectionName);
        builder.Services.AddCollab().UseStorage(
            StorageSettings.Read(builder.Configuration, builder.Environment.ContentRootPath), builder.Configuration);
        var services = builder.Services.BuildServiceProvider();
        services.GetService<IStartupValidator>()?.Validate();
        return services;
    }

    /// <summary>The limits that a server with these settings has for updates.</summary>
    public static UpdateLimits UpdateLimits(this IServiceProvider services) =>
        services.GetRequiredService<IOptions<CollabOptions>>().Value.Sessions.Updates;
}
