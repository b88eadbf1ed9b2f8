using Collab.AspNetCore.Access.Jwt;
using Collab.AspNetCore.Access.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore;

public sealed partial class CollabBuilder
{
    /// <summary>Lets everybody write every document, without signing in.</summary>
    public CollabBuilder AllowAnonymous() => AddAuthorizer<AnonymousAuthorizer>();

    /// <summary>Says who may do what; the last one added is asked.</summary>
    /// <param name="lifetime">Scoped for one that uses scoped services, such as a database context: each question then has a scope of
    /// its own.</param>
    public CollabBuilder AddAuthorizer<TAuthorizer>(ServiceLifetime lifetime = ServiceLifetime.Singleton)
        where TAuthorizer : class, IDocumentAuthorizer
    {
        Services.Replace(ServiceDescriptor.Describe(typeof(IDocumentAuthorizer), typeof(TAuthorizer), lifetime));
        return this;
    }

    /// <summary>Takes signed document tokens (<see cref="DocumentTokens"/>, which makes them too). Such a token decides alone; who brings none is
    /// the authorizer's affair, and by default denied.</summary>
    public CollabBuilder AddDocumentTokens(Action<DocumentTokenOptions>? configure = null)
    {
        var options = Services.AddOptions<DocumentTokenOptions>().BindConfiguration(DocumentTokenOptions.SectionName).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<DocumentTokenOptions>, DocumentTokenOptionsValidator>());
        Services.TryAddSingleton<DocumentTokens>();
        Services.TryAddSingleton<DocumentTokenAuthorizer>();
        return this;
    }

    /// <summary>Takes JSON Web Tokens of an issuer whose keys are given. Such a token decides alone; who brings none is the authorizer's
    /// affair, and by default denied.</summary>
    public CollabBuilder AddJwt(Action<JwtOptions> configure)
    {
        Services.AddOptions<JwtOptions>().Configure(configure).ValidateOnStart();
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JwtOptions>, JwtOptionsValidator>());
        Services.TryAddSingleton<JwtAuthorizer>();
        return this;
    }
}
