using Assistant.Index;
using Assistant.Ingest;
using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Assistant.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Support.Tests.Reply;

public sealed class SupportAgentTests : IAsyncLifetime
{
    private const string Place = "hotel__one";
    private readonly TemporaryFolder folder = new();
    private ServiceProvider services = null!;
    private ICaseReader reader = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Assistant:Index"] = $"embedded:{folder.File("index.db")}", ["Assistant:Conversations"] = $"sqlite:{folder.File("conversations.db")}",
            ["Assistant:Models:Answerer"] = "none", ["Assistant:Models:Embedder"] = "none", ["Support:Cases"] = $"sqlite:{folder.File("support.db")}", ["Support:AgentName"] = "Kim",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        services = new ServiceCollection().AddLogging().AddAssistant(configuration).AddSupport(configuration).BuildServiceProvider();
        reader = services.GetRequiredService<ICaseReader>();
        var property = new Property
        {
            Id = Place, Name = "Hotel One", Kind = "hotel",
            Policies = new Dictionary<string, Policy>
            {
                ["breakfast"] = new("yes", "07:00", "10:30", new Money(14, "EUR", "person"), "On Sundays until 11:00."),
                ["parking"] = new("yes", Fee: new Money(20, "EUR", "night"), Note: "The garage is 1.95 m high."),
            },
        };
        await services.GetRequiredService<Ingestor>().PutAsync("test", property, Tenants.Default, null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Read_question_that_content_answers_is_drafted_with_every_sentence_cited()
    {
        var suggestion = (await ReadAsync("Good morning! Until when is breakfast on Sundays and what does it cost?", new CaseBooking(GuestName: "Ada"))).Suggestion;
        Assert.Equal(SuggestedAction.Draft, suggestion.Action);
        Assert.StartsWith("Hello Ada,", suggestion.Text);
        Assert.EndsWith("Kim", suggestion.Text);
        var passages = (await services.GetRequiredService<IPassageIndex>().PassagesOfAsync(Tenants.Default, Place, TestContext.Current.CancellationToken)).ToDictionary(passage => passage.Id);
        var quoted = suggestion.Sentences.Skip(1).SkipLast(1).ToList();
        Assert.NotEmpty(quoted);
        Assert.All(quoted, sentence => Assert.All(sentence.Citations, citation => Assert.Equal(sentence.Text, passages[citation.PassageId].Text[citation.Start..citation.End])));
        Assert.Contains("11:00", suggestion.Text);
        Assert.Contains("14", suggestion.Text);
    }

    [Fact]
    public async Task Read_request_that_is_the_same_everywhere_fills_its_macro()
    {
        var suggestion = (await ReadAsync("I deleted the booking confirmation, could you send it to me again please?", new CaseBooking("48213", new DateOnly(2026, 12, 3), new DateOnly(2026, 12, 6), GuestName: "Ada"))).Suggestion;
        Assert.Equal((SuggestedAction.Template, "confirmation-resend"), (suggestion.Action, suggestion.Macro));
        Assert.Contains("48213", suggestion.Text);
        Assert.Empty(suggestion.Missing);
    }

    [Fact]
    public async Task Read_restricted_topic_is_for_a_person_though_content_answers_the_rest()
    {
        var reading = await ReadAsync("Until when is breakfast? And I want my money back for last night, the heating was broken.", null);
        Assert.Equal(SuggestedAction.Abstain, reading.Suggestion.Action);
        Assert.Null(reading.Suggestion.Text);
        Assert.Contains("refund", reading.Suggestion.Reason);
        Assert.NotEmpty(reading.Suggestion.Checked);
    }

    [Fact]
    public async Task Read_case_without_an_asker_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => reader.ReadAsync(new SupportCase("c", Party.Guest, Place, [new CaseMessage(Party.Agent, "Hello?")]), TestContext.Current.CancellationToken));

    [Fact]
    public async Task Read_property_that_is_not_known_is_refused() =>
        Assert.Contains("hotel__two", (await Assert.ThrowsAsync<ArgumentException>(() => reader.ReadAsync(new SupportCase("c", Party.Guest, "hotel__two", [new CaseMessage(Party.Guest, "Hello?")]), TestContext.Current.CancellationToken))).Message);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Dispose();
    }

    private Task<CaseReading> ReadAsync(string text, CaseBooking? booking) =>
        reader.ReadAsync(new SupportCase("c", Party.Guest, Place, [new CaseMessage(Party.Guest, text)], booking), TestContext.Current.CancellationToken);
}
