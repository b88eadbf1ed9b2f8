using System.CommandLine;
using Collab.Core.Storage;
using Collab.Server.Storage;

namespace Collab.Server.Commands;

/// <summary><c>verify</c>: reads the storage offline, replays logs against checkpoints, and says what is damaged.</summary>
internal static class VerifyCommand
{
    public static Command Create(string[] settings)
    {
        var json = new Option<bool>("--json") { Description = "Write the report as one JSON object." };
        var command = new Command(
            "verify",
            "Reads every document, replays its log against its checkpoint, and reports damage; changes nothing. "
            + "No server may have a file store open meanwhile. Exit code: 0 sound, 1 damage found, 2 could not read.")
        {
            json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(settings, parsed.GetValue(json), cancellation));
        return command;
    }

    /// <summary>Looks through the storage that settings name.</summary>
    /// <exception cref="Exception">It cannot be read; <see cref="Configuration.StartFailure"/> knows the reasons.</exception>
    public static async Task<VerifyReport> VerifyAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var services = CommandServices.Build(settings);
        var storage = services.GetRequiredService<IStorage>();
        try
        {
            await using var inspected = await storage.InspectAsync(cancellationToken);
            return await new StorageVerifier(inspected, services.UpdateLimits()).RunAsync(storage.Place, cancellationToken);
        }
        catch (InvalidDataException unreadable)
        {
            return new VerifyReport(storage.Place, [], [new StoreFinding(FindingSeverity.Damage, unreadable.Message)]);
        }
    }

    private static async Task<int> RunAsync(string[] settings, bool asJson, CancellationToken cancellationToken)
    {
        var report = await VerifyAsync(settings, cancellationToken);
        if (asJson)
        {
            VerifyReportWriter.WriteJson(report, Console.Out);
        }
        else
        {
            VerifyReportWriter.WriteText(report, Console.Out);
        }

        return report.IsSound ? ExitCode.Success : ExitCode.Damage;
    }
}
