using Assistant.Support.Gaps;
using Assistant.Support.Reply;
using Assistant.Support.Similar;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assistant.Support;

/// <summary>Registers the support desk.</summary>
public static class SupportServices
{
    /// <summary>Registers the support desk with the settings in section <c>Support</c>, beside the assistant. Settings are checked when the host starts.</summary>
    public static IServiceCollection AddSupport(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<SupportOptions>().Bind(configuration.GetSection(SupportOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SupportOptions>, SupportOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SupportOptions>>().Value);
        services.AddSingleton(provider => MacroBook.Read(provider.GetRequiredService<SupportOptions>().Macros));
        services.AddSingleton<ICaseReader, SupportAgent>();
        services.AddSingleton<SimilarCases>();
        services.AddGaps();
        return services;
    }
}
