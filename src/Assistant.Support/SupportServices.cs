using Assistant.Support.Cases;
using Assistant.Support.Gaps;
using Assistant.Support.Learn;
using Assistant.Support.Reply;
using Assistant.Support.Send;
using Assistant.Support.Similar;
using Assistant.Support.Triage;
using Assistant.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
        services.AddSingleton(provider => provider.GetRequiredService<SupportOptions>().Triage is { } path ? TriageModel.Read(path) : TriageModel.Default);
        services.AddSingleton<CaseTriager>();
        services.AddSingleton(Macros);
        services.AddSingleton(provider => CourtesyBook.Read(provider.GetRequiredService<SupportOptions>().Courtesy));
        services.AddSingleton<ICaseReader, SupportAgent>();
        services.AddSingleton(provider => new SimilarCases(provider.GetRequiredService<SupportDatabase>(), provider.GetService<PassageEmbedder>()));
        services.AddDesk();
        services.AddGaps();
        return services;
    }

    private static void AddDesk(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ValueProtection>(_ => throw new InvalidOperationException("This host can list cases, and take in and send none: it has no ValueProtection. Register one."));
        services.AddSingleton(provider => new SupportDatabase(provider.GetRequiredService<SupportOptions>().Cases));
        services.AddSingleton<SqliteCaseStore>();
        services.AddSingleton<CaseListing>();
        services.AddSingleton<CaseIntake>();
        services.AddSingleton<KeepGap>(provider => provider.GetRequiredService<GapLog>().AddAsync);
        services.AddSingleton<CaseReadings>();
        services.AddSingleton<CaseChanges>();
        services.AddSingleton<Forgetting>();
        services.AddSingleton(provider => ReplyChannels.Open(provider.GetRequiredService<SupportOptions>()));
        services.AddSingleton<Replies>();
        services.AddSingleton<ReplySender>();
        services.AddSingleton<OutcomeStore>();
        services.AddSingleton<Proposals>();
    }

    // A file that has the id of a learnt macro by now wins.
    private static MacroBook Macros(IServiceProvider provider)
    {
        var book = MacroBook.Read(provider.GetRequiredService<SupportOptions>().Macros);
        foreach (var learnt in Proposals.LearntMacros(provider.GetRequiredService<SupportDatabase>())) book.TryAdd(learnt);
        return book;
    }
}
