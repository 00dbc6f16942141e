using Assistant.Compose;
using Assistant.Converse;
using Assistant.Generate;
using Assistant.Index;
using Assistant.Ingest;
using Assistant.Ingest.Beir;
using Assistant.Ingest.MultiWoz;
using Assistant.Ingest.Properties;
using Assistant.Plugins;
using Assistant.Rank;
using Assistant.Retrieve;
using Assistant.Text;
using Assistant.Understand;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Assistant;

/// <summary>Every registration of the library.</summary>
public static class AssistantServices
{
    /// <summary>
    /// Registers the assistant with the settings in section <c>Assistant</c>. Settings are checked when the host starts.
    /// </summary>
    public static IServiceCollection AddAssistant(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(AssistantOptions.Section);
        var models = ModelDefaults.Complete(section.GetSection(nameof(AssistantOptions.Models)).Get<ModelOptions>() ?? new ModelOptions(), ModelRegistry.Default);
        services.AddOptions<AssistantOptions>().Bind(section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart()
            .PostConfigure<RelevanceModel>((options, model) =>
            {
                var answers = section.GetSection(nameof(AssistantOptions.Answers));
                if (answers[nameof(AnswerOptions.MinRelevance)] is null) options.Answers.MinRelevance = model.MinRelevance;
                if (answers[nameof(AnswerOptions.MinAnswerable)] is null) options.Answers.MinAnswerable = model.MinAnswerable;
            });
        services.PostConfigure<AssistantOptions>(options => ModelDefaults.Complete(options.Models, ModelRegistry.Default));
        services.AddSingleton<IValidateOptions<AssistantOptions>, AssistantOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AssistantOptions>>().Value);
        services.AddSingleton(provider => provider.GetRequiredService<AssistantOptions>().Answers);

        services.AddSingleton<PropertySchema>();
        services.AddSingleton<ISourceFormat, BeirFormat>();
        services.AddSingleton<ISourceFormat, MultiWozFormat>();
        services.AddSingleton<ISourceFormat, PropertiesFormat>();
        services.AddSingleton<SourceFormats>();
        services.AddSingleton(provider => new Ingestor(provider.GetRequiredService<IPassageIndex>(), provider.GetService<PassageEmbedder>()));

        services.AddSingleton(provider => IndexUri.Open(provider.GetRequiredService<AssistantOptions>().Index, provider.GetRequiredService<AssistantOptions>().IndexApiKey));
        services.AddSingleton<IConversationStore>(provider => Conversations(provider.GetRequiredService<AssistantOptions>()));

        if (models.Answerer != ModelDefaults.None) services.AddSingleton(provider => Generate.Models.ChatClient(provider.GetRequiredService<AssistantOptions>().Models));
        if (models.Embedder != ModelDefaults.None)
        {
            services.AddSingleton(provider => Generate.Models.Embedder(provider.GetRequiredService<AssistantOptions>().Models));
            services.AddSingleton(provider => Embedder(provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(), provider.GetRequiredService<AssistantOptions>().Models));
        }

        services.AddSingleton<QuestionReader>();
        services.AddSingleton(provider => new Retriever(provider.GetRequiredService<IPassageIndex>(), provider.GetService<PassageEmbedder>()));
        services.AddSingleton(_ => models.Relevance is { } path ? RelevanceModel.Parse(File.ReadAllText(path)) : RelevanceModel.Default);
        services.AddSingleton(provider => new Ranker(provider.GetRequiredService<RelevanceModel>(), models.Embedder == ModelDefaults.None ? null : RelevanceModel.Default));
        services.AddSingleton(provider => new Composer(
            provider.GetRequiredService<AnswerOptions>(), PromptFolder.Evidence(PromptPath(provider)), text => Generate.Models.CountTokens(provider.GetService<IChatClient>(), text)));
        services.AddSingleton(provider => new Generator(
            KernelFunctionFactory.CreateFromPrompt(PromptFolder.Read(PromptPath(provider))), provider.GetRequiredService<AnswerOptions>()));
        services.AddSingleton(provider => provider.GetService<IChatClient>() is { } client
            ? new AnswerModel(client.GetService<ChatClientMetadata>()?.DefaultModelId ?? "unnamed", PromptFolder.Digest(PromptPath(provider)))
            : AnswerModel.None);

        services.AddSingleton<PlaceFinder>();
        services.AddSingleton<PropertyPlugin>();
        services.AddSingleton<PathPlugin>();
        services.AddSingleton<IFunctionInvocationFilter, StageFilter>();
        services.AddSingleton<IPromptRenderFilter, StageFilter>();
        services.AddSingleton(provider => new Kernel(provider,
        [
            KernelPluginFactory.CreateFromObject(provider.GetRequiredService<PropertyPlugin>(), "properties"),
            KernelPluginFactory.CreateFromObject(provider.GetRequiredService<PathPlugin>(), PathPlugin.Name),
        ]));
        services.AddSingleton<EvidenceFinder>();
        services.AddSingleton<TravelAssistant>();
        return services;
    }

    private static string PromptPath(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<AssistantOptions>();
        return Path.Combine(options.Prompts, options.Models.AnswererPrompt!);
    }

    private static IConversationStore Conversations(AssistantOptions options)
    {
        var store = new SqliteConversationStore(options.Conversations["sqlite:".Length..]);
        return options.Privacy.Mask ? new MaskedConversations(store) : store;
    }

    private static PassageEmbedder Embedder(IEmbeddingGenerator<string, Embedding<float>> generator, ModelOptions options)
    {
        var model = generator.GetService<EmbeddingGeneratorMetadata>()?.DefaultModelId ?? options.Embedder!;
        var identity = $"{model} q'{options.EmbedderQueryPrefix}' p'{options.EmbedderPassagePrefix}'";
        return new PassageEmbedder(generator, identity, options.EmbedderPassagePrefix!, options.EmbedderQueryPrefix!);
    }
}
