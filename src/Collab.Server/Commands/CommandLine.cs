using System.CommandLine;
using Collab.Server.Configuration;
using Collab.Server.Health;

namespace Collab.Server.Commands;

/// <summary>The commands of the server's executable: what an operator does beside running it.</summary>
internal static class CommandLine
{
    private static readonly string[] Help = ["--help", "-h", "-?", "/?", "/h", "--version"];

    /// <summary>Tells a command from the settings that a server is started with, which all have a name and a value.</summary>
    public static bool IsCommand(string[] args) =>
        args is [var first, ..]
        && (Help.Contains(first, StringComparer.Ordinal)
            || !(first.StartsWith('-') || first.StartsWith('/') || first.Contains('=', StringComparison.Ordinal)));

    /// <returns>The process's exit code, one of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var (words, settings) = SettingArguments.Split(args);
        var parsed = Create(settings).Parse(words);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("--help lists what there is.");
            return ExitCode.CouldNotRun;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (Describe(e) is { } line)
        {
            await Console.Error.WriteLineAsync($"Collab could not {parsed.CommandResult.Command.Name}: {line}");
            return ExitCode.CouldNotRun;
        }
    }

    /// <returns>One line for the operator; null for a bug.</returns>
    private static string? Describe(Exception failure) => failure switch
    {
        OperationCanceledException => "interrupted",
        InvalidDataException or UnauthorizedAccessException => failure.Message,
        _ => StartFailure.Describe(failure) ?? (failure as IOException)?.Message,
    };

    private static RootCommand Create(string[] settings) => new(
        "Starts the Collab server, unless a command is given. Settings such as --Collab:Storage=Postgres apply to the server "
        + "and to the commands that read or write its storage.")
    {
        VerifyCommand.Create(settings),
        ExportCommand.Create(settings),
        ImportCommand.Create(settings),
        HealthCommand(),
    };

    private static Command HealthCommand()
    {
        var url = new Argument<string>("url") { Description = "The server's address, like http://localhost:8080." };
        var command = new Command(HealthProbe.Command, "Asks a running server whether it is ready.") { url };
        command.SetAction((parsed, _) => HealthProbe.RunAsync(parsed.GetRequiredValue(url)));
        return command;
    }
}
