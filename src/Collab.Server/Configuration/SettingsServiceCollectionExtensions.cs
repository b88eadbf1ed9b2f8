using Microsoft.Extensions.Options;

namespace Collab.Server.Configuration;

internal static class SettingsServiceCollectionExtensions
{
    /// <summary>Binds options to a section of configuration, and checks them at start.</summary>
    public static OptionsBuilder<TOptions> AddSettings<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.ValidateSettings<TOptions>(section);
        return services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }

    /// <summary>Names settings in what is said of options that somebody else binds.</summary>
    public static void ValidateSettings<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddSingleton<IValidateOptions<TOptions>>(new SettingsValidator<TOptions>(section));
}
