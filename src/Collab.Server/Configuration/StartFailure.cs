using System.Net.Sockets;
using Collab.Core.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Collab.Server.Configuration;

/// <summary>Tells what an operator can put right from what only a developer can.</summary>
internal static class StartFailure
{
    /// <returns>One line for the operator; null for a failure that is to be shown whole, with its stack.</returns>
    public static string? Describe(Exception failure) => failure switch
    {
        InvalidSettingException => OneLine(failure.Message),
        OptionsValidationException invalid => OneLine(string.Join("; ", invalid.Failures)),
        AggregateException { InnerExceptions: [OptionsValidationException, ..] } several =>
            string.Join("; ", several.InnerExceptions.Select(inner => Describe(inner) ?? OneLine(inner.Message))),
        StoreUnavailableException => OneLine(failure.Message),

        // The binder names the setting: "Failed to convert configuration value 'x' at 'Collab:...' to type ...".
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => OneLine(failure.Message),

        // A file of settings that cannot be read or parsed.
        InvalidDataException { Source: "Microsoft.Extensions.Configuration.FileExtensions" } =>
            OneLine($"{failure.Message} {failure.InnerException?.Message}"),
        IOException { InnerException: AddressInUseException } =>
            OneLine($"urls: {failure.Message} Choose another with --urls http://localhost:PORT"),
        SocketException socket => OneLine($"urls: cannot listen there: {socket.Message}"),
        _ => null,
    };

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();
}
