using System.Globalization;
using Collab.Core;

namespace Collab.Server.Commands;

/// <summary>How the documents of an export or import fared: said as it goes, counted for the end.</summary>
internal sealed class TransferReport(TextWriter output, TextWriter errors)
{
    private int _done;
    private int _failed;

    public int ExitCode => _failed == 0 ? Commands.ExitCode.Success : Commands.ExitCode.Damage;

    public bool HasFailures => _failed > 0;

    public void Done(DocumentName document, string what)
    {
        _done++;
        output.WriteLine($"{document}: {what}");
    }

    public void Warn(string what) => errors.WriteLine($"warning: {what}");

    public void Fail(string document, string why)
    {
        _failed++;
        errors.WriteLine($"{document}: FAILED: {why}");
    }

    /// <param name="what">What was done, like "exported".</param>
    public void Finish(string what) => output.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{_done} documents {what}, {_failed} failed."));
}
