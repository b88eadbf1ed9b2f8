using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Collab.Server.Configuration;

/// <summary>Checks options and those nested in them by their annotations, and names what is wrong as configuration does.</summary>
/// <param name="section">Where the options are in configuration.</param>
internal sealed class SettingsValidator<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        List<string> failures = [];
        Check(section, options, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(string path, object settings, List<string> failures)
    {
        foreach (var property in settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var setting = $"{path}:{property.Name}";
            var value = property.GetValue(settings);
            failures.AddRange(property.GetCustomAttributes<ValidationAttribute>()
                .Where(rule => !rule.IsValid(value))
                .Select(rule => Describe(setting, value, rule)));
            if (value is not null && property.PropertyType.Namespace?.StartsWith("Collab.", StringComparison.Ordinal) == true)
            {
                Check(setting, value, failures);
            }
        }
    }

    private static string Describe(string setting, object? value, ValidationAttribute rule) => rule is RangeAttribute range
        ? $"{setting} is {value}; it may be {range.Minimum} to {range.Maximum}"
        : rule.FormatErrorMessage(setting);
}
