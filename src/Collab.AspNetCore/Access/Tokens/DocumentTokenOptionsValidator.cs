using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore.Access.Tokens;

/// <summary>Looks into the keys, which data annotations do not; never shows a secret.</summary>
internal sealed class DocumentTokenOptionsValidator : IValidateOptions<DocumentTokenOptions>
{
    private const string Keys = $"{DocumentTokenOptions.SectionName}:{nameof(DocumentTokenOptions.Keys)}";

    public ValidateOptionsResult Validate(string? name, DocumentTokenOptions options)
    {
        List<string> failures = [];
        if (options.Keys.Count == 0)
        {
            failures.Add($"{Keys} is empty: tokens need a key to be signed with");
        }

        if (options.Keys.DistinctBy(key => key.Id, StringComparer.Ordinal).Count() < options.Keys.Count)
        {
            failures.Add($"{Keys} has two keys with one Id");
        }

        for (var i = 0; i < options.Keys.Count; i++)
        {
            List<ValidationResult> wrong = [];
            Validator.TryValidateObject(options.Keys[i], new ValidationContext(options.Keys[i]), wrong, validateAllProperties: true);
            failures.AddRange(wrong.Select(result => $"{Keys}:{i}: {result.ErrorMessage}"));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
