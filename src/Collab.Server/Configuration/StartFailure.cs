using System.Net.Sockets;
using System.Text.RegularExpressions;
using Collab.Core.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Collab.Server.Configuration;

/// <summary>Tells what an operator can put right from what only a developer can.</summary>
internal static partial class StartFailure
{
    /// <returns>One line for the operator; null for a failure that is to be shown whole, with its stack.</returns>
    public static string? Describe(Exception failure) => failure switch
    {
        InvalidSettingException => OneLine(failure.Message),
        OptionsValidationException invalid => OneLine(string.Join("; ", ThatNameASetting(invalid.Failures))),
        AggregateException { InnerExceptions: [OptionsValidationException, ..] } several =>
            string.Join("; ", several.InnerExceptions.Select(inner => Describe(inner) ?? OneLine(inner.Message))),
        StoreUnavailableException => OneLine(failure.Message),

        // The binder names the setting: "Failed to convert configuration value 'x' at 'Collab:...' to type ...".
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => NameFirst(OneLine(failure.Message)),

        // A file of settings that cannot be read or parsed.
        InvalidDataException { Source: "Microsoft.Extensions.Configuration.FileExtensions" } =>
            OneLine($"{failure.Message} {failure.InnerException?.Message}"),
        IOException { InnerException: AddressInUseException } =>
            OneLine($"urls: {failure.Message} Choose another with --urls http://localhost:PORT"),
        SocketException socket => OneLine($"urls: cannot listen there: {socket.Message}"),
        _ => null,
    };

    /// <summary>A library's own check says the same without the setting's place in configuration.</summary>
    private static IEnumerable<string> ThatNameASetting(IEnumerable<string> failures)
    {
        var named = failures.Where(failure => failure.StartsWith("Collab:", StringComparison.Ordinal)).ToList();
        return named.Count > 0 ? named : failures;
    }

    private static string NameFirst(string message) => ConversionFailure().Match(message) is { Success: true } match
        ? $"{match.Groups["setting"]} is \"{match.Groups["value"]}\", which is no {match.Groups["type"]}"
        : message;

    [GeneratedRegex("configuration value '(?<value>.*)' at '(?<setting>[^']*)' to type '(System[.])?(?<type>[^']*)'")]
    private static partial Regex ConversionFailure();

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();
}
