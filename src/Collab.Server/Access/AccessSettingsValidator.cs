using Microsoft.Extensions.Options;

namespace Collab.Server.Access;

/// <summary>Refuses a secret that might be guessed, without telling it.</summary>
internal sealed class AccessSettingsValidator : IValidateOptions<AccessSettings>
{
    public ValidateOptionsResult Validate(string? name, AccessSettings options) =>
        options.Secret is { Length: > 0 and < AccessSettings.MinSecretLength } secret
            ? ValidateOptionsResult.Fail(
                $"{AccessSettings.SecretSetting} has {secret.Length} characters; {AccessSettings.MinSecretLength} or more are needed "
                + "(openssl rand -base64 32 makes one)")
            : ValidateOptionsResult.Success;
}
