using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collab.Postgres;

/// <summary>Says which setting is wrong, by the name it has in configuration; never shows the connection string.</summary>
internal sealed class PostgresStoreOptionsValidator : IValidateOptions<PostgresStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgresStoreOptions options)
    {
        List<string> failures = [];
        if (WhatIsWrongWith(options.ConnectionString) is { } wrong)
        {
            failures.Add($"{Setting(nameof(options.ConnectionString))} {wrong}");
        }

        Check(nameof(options.StartTimeout), options.StartTimeout, TimeSpan.Zero, TimeSpan.FromDays(1));
        Check(nameof(options.CommandTimeout), options.CommandTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Check(nameof(options.KeepReplacedFor), options.KeepReplacedFor, TimeSpan.Zero, TimeSpan.FromDays(365));
        Check(nameof(options.KeepReplacedBytes), options.KeepReplacedBytes, 0, PostgresStoreOptions.MaxKeepReplacedBytes);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(string property, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{Setting(property)} is {value}, it may be {least} to {most}"));
            }
        }
    }

    private static string? WhatIsWrongWith(string connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return "is missing: an Npgsql connection string, such as Host=localhost;Database=collab;Username=collab";
        }

        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(connectionString);
            return string.IsNullOrWhiteSpace(parsed.Host) ? "names no Host" : null;
        }
        catch (ArgumentException e)
        {
            // The message names the keyword that is not known or not well formed, not the values.
            return $"is not a connection string that Npgsql knows: {e.Message}";
        }
    }

    private static string Setting(string property) => $"{PostgresStoreOptions.SectionName}:{property}";
}
