using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore.Access.Jwt;

/// <summary>Sees to it that a token cannot choose among keys.</summary>
internal sealed class JwtOptionsValidator : IValidateOptions<JwtOptions>
{
    private const string Keys = $"{nameof(JwtOptions)}.{nameof(JwtOptions.Keys)}";

    public ValidateOptionsResult Validate(string? name, JwtOptions options)
    {
        List<ValidationResult> wrong = [];
        Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true);
        Validator.TryValidateObject(options.Claims, new ValidationContext(options.Claims), wrong, validateAllProperties: true);
        List<string> failures = [.. wrong.Select(result => result.ErrorMessage ?? "")];
        if (options.Keys.Count == 0)
        {
            failures.Add($"{Keys} is empty: without a key no token can be checked");
        }

        if (options.Keys.Count > 1
            && (options.Keys.Any(key => key.Id is null)
                || options.Keys.DistinctBy(key => key.Id, StringComparer.Ordinal).Count() < options.Keys.Count))
        {
            failures.Add($"{Keys}: of several keys each needs an id of its own");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
