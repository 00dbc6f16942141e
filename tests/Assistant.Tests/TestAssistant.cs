using Assistant.Converse;
using Assistant.Index;
using Assistant.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Tests;

/// <summary>The whole assistant, as hosts build it, over an index in a folder of its own.</summary>
internal sealed class TestAssistant : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ServiceProvider services;

    internal TestAssistant(IChatClient? chatClient = null, params (string Key, string Value)[] settings)
    {
        Dictionary<string, string?> values = new()
        {
            ["Assistant:Index"] = $"embedded:{folder.File("index.db")}",
            ["Assistant:Models:Answerer"] = "none", // tests name the models they mean
            ["Assistant:Models:Embedder"] = "none",
            ["Assistant:Conversations"] = $"sqlite:{folder.File("conversations.db")}",
        };
        foreach (var (key, value) in settings) values[key] = value.Replace("FOLDER", folder.Path, StringComparison.Ordinal);
        var registrations = new ServiceCollection().AddLogging();
        if (chatClient is not null) registrations.AddSingleton(chatClient);
        services = registrations.AddAssistant(new ConfigurationBuilder().AddInMemoryCollection(values).Build()).BuildServiceProvider();
    }

    internal TemporaryFolder Folder => folder;

    internal IPassageIndex Index => Get<IPassageIndex>();

    internal T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    internal async Task<TestAssistant> WithAsync(params Property[] properties)
    {
        await Index.WriteAsync(Tenants.Default, [.. properties.Select(property => Sample.Indexed(property))], default);
        return this;
    }

    internal async Task<Answered> AskAsync(string message, string? conversationId = null, IReadOnlyList<string>? focus = null, Filters? filters = null) =>
        await AskAsync(new AskRequest(message, conversationId, focus, filters));

    internal async Task<Answered> AskAsync(AskRequest request)
    {
        var events = await Get<TravelAssistant>().AskAsync(request, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        var done = (DoneEvent)events[^1];
        return new Answered((PassagesEvent)events[0], [.. events.OfType<SentenceEvent>()], done, (await Get<IConversationStore>().FindReceiptAsync(request.Tenant, done.AnswerId, default))!);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Dispose();
    }

    internal sealed record Answered(PassagesEvent Passages, IReadOnlyList<SentenceEvent> Sentences, DoneEvent Done, Receipt Receipt)
    {
        internal string Text => string.Join(' ', Sentences.Select(sentence => sentence.Text));

        /// <summary>What each citation points at.</summary>
        internal IEnumerable<string> CitedSpans => Sentences.SelectMany(sentence => sentence.Citations)
            .Select(citation => Passages.Passages.Single(passage => passage.Ref == citation.Ref).Text[citation.Start..citation.End]);
    }
}
