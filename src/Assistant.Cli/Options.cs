using System.CommandLine;
using Assistant.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Cli;

/// <summary>Options that verbs share, and the services they ask for.</summary>
internal static class Options
{
    internal static Option<string?> Index() => new("--index") { Description = "The index, for example embedded:data/index.db. Default: the setting Assistant:Index." };

    internal static Option<string> Tenant() => new("--tenant") { Description = "Whose content.", DefaultValueFactory = _ => Tenants.Default };

    internal static Option<bool> Json() => new("--json") { Description = "Print one JSON document." };

    internal static Option<string[]> Focus() => new("--focus") { Description = "Id of a property the question is about; may be repeated.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    internal static Option<string[]> Filter() => new("--filter")
    {
        Description = $"KEY=VALUE; may be repeated. Keys: {string.Join(", ", Understand.FilterText.Keys)}.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    /// <summary>The library's services under the settings of appsettings.json, the environment, and the command line, the last one winning.</summary>
    internal static ServiceProvider Services(string? index, string? answererPrompt = null, string? embedder = null, Action<IServiceCollection>? more = null)
    {
        Dictionary<string, string?> given = [];
        if (index is not null) given[$"{AssistantOptions.Section}:{nameof(AssistantOptions.Index)}"] = index;
        if (answererPrompt is not null) given[$"{AssistantOptions.Section}:{nameof(AssistantOptions.Models)}:{nameof(ModelOptions.AnswererPrompt)}"] = answererPrompt;
        if (embedder is not null) given[$"{AssistantOptions.Section}:{nameof(AssistantOptions.Models)}:{nameof(ModelOptions.Embedder)}"] = embedder;
        var services = new ServiceCollection().AddLogging().AddAssistant(Configuration(given)).AddSupport(Configuration([]));
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>A model that the command line names. It runs by the runtime of the settings: a process has one.</summary>
    internal static ModelOptions Model(string model)
    {
        var options = new ModelOptions { Answerer = model };
        options.Runtime = Configuration([])[$"{AssistantOptions.Section}:{nameof(AssistantOptions.Models)}:{nameof(ModelOptions.Runtime)}"] ?? options.Runtime;
        return options;
    }

    /// <summary>The question of an <c>ask</c> or a <c>search</c>.</summary>
    internal static AskRequest Request(string message, string[] focus, string[] filters, string tenant) =>
        new(message, Focus: focus, Filters: filters.Length == 0 ? null : Understand.FilterText.Parse(filters), Tenant: tenant);

    /// <summary>Refuses an index without content, which could only answer that nothing is known, and a focus that it does not hold.</summary>
    internal static async Task RequireContentAsync(IServiceProvider services, AskRequest request, CancellationToken cancellationToken)
    {
        var index = services.GetRequiredService<Index.IPassageIndex>();
        var description = await index.DescribeAsync(request.Tenant, cancellationToken);
        if (description.Passages == 0)
        {
            throw new Index.IndexException($"The index {description.Uri} is empty{(request.Tenant == Tenants.Default ? "" : $" for the tenant {request.Tenant}")}. Fill it: {CommandLine.Program} ingest PATH, for example eval/catalog.");
        }

        foreach (var id in request.Focus ?? [])
        {
            if (await index.FindPropertyAsync(request.Tenant, id, cancellationToken) is null) throw new ArgumentException($"The index knows no property '{id}'. Search for its name to see its id: {CommandLine.Program} search \"NAME\"");
        }
    }

    /// <summary>The settings of appsettings.json and the environment, and what is given beside them.</summary>
    internal static IConfigurationRoot Configuration(Dictionary<string, string?> given) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .AddInMemoryCollection(given)
        .Build();
}
