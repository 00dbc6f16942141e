using Assistant.Converse;
using Assistant.Evaluation.Online;
using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Training;
using Assistant.Ingest;
using Assistant.Ingest.Properties;
using Assistant.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Evaluation.Tests.Online;

/// <summary>Guests ask, rate, and what they said is evaluated: from the stored answers to the measures of a run.</summary>
public sealed class FeedbackDatasetTests : IDisposable
{
    private const string Hotels = """
        {"id":"hotel__porto-a","name":"Harbour Lane","kind":"hotel","address":{"city":"Porto","country":"PT"},"policies":{"pets":{"allowed":"yes","note":"Two dogs at most."}},"faqs":[{"id":"gym","question":"Is there a gym?","answer":"No, but the park is next door."}]}
        {"id":"hotel__porto-b","name":"Villa Quince","kind":"hotel","address":{"city":"Porto","country":"PT"},"policies":{"pets":{"allowed":"no"}}}
        """;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Dataset_of_rated_answers_is_read_by_a_run()
    {
        await using var services = await ServiceAsync();
        var pets = await AskAsync(services, "Can I bring my dog to Harbour Lane?", Rating.Up);
        var gym = await AskAsync(services, "And is there a gym?", Rating.Up, pets.ConversationId);
        await AskAsync(services, "Are pets allowed at Villa Quince?", Rating.Down);
        await AskAsync(services, "Is there a gym at Harbour Lane?", null);
        var unknown = await AskAsync(services, "Is the wallpaper of Harbour Lane purple?", Rating.Up);
        await AskAsync(services, "hotels in Porto", Rating.Up);
        await AskAsync(services, "Can I bring my dog?", Rating.Up, filters: new Filters { City = "Porto" });
        Assert.Equal((Verdict.Quoted, Verdict.Quoted, Verdict.Refused), (pets.Verdict, gym.Verdict, unknown.Verdict));

        var dataset = FeedbackDataset.Of(await services.GetRequiredService<IConversationStore>().AnswersAsync(Tenants.Default, null, Token).ToListAsync(Token));
        await FeedbackFiles.WriteAsync(dataset, folder.File("set"), Token);
        await using var fresh = Services("fresh.db", more => more.AddSingleton<IConversationStore, NoConversations>());
        var run = await new EvalRunner(fresh).RunAsync(new EvalPlan(folder.File("set"), FeedbackFiles.Split, EvalStage.Answer), null, null, Token);

        Assert.Equal(
            [
                "answers 7, rated 6, used 3: 2 with relevant passages, 1 confirmed to have no answer",
                "not used: 1 (a search for places, which ranks places and not passages)",
                "not used: 1 (asked under filters, which a dataset's query does not have)",
                "not used: 1 (nobody rated it)",
                "not used: 1 (rated down: what would have helped is not known)",
            ],
            dataset.Report.Lines());
        Assert.All(run.Items, item => Assert.Null(item.Error));
        Assert.Equal([pets.AnswerId, gym.AnswerId, unknown.AnswerId], run.Items.Select(item => item.Id));
        Assert.Equal((1, 1), (run.Items[0].Metrics["P@1"], run.Items[1].Metrics["P@1"])); // the same service answers the same, the follow-up by its history
        Assert.Null(run.Items[2].Relevant);
        Assert.Equal(Verdict.Refused, run.Items[2].Answer!.Verdict);
    }

    [Fact]
    public async Task Passages_are_read_back_as_they_were()
    {
        await using var services = await ServiceAsync();
        var receipt = await AskAsync(services, "Is there a gym at Harbour Lane?", Rating.Up);

        await FeedbackFiles.WriteAsync(FeedbackDataset.Of([new KeptAnswer(receipt, Up(receipt))]), folder.File("set"), Token);

        var read = new Dictionary<string, Passage>();
        await foreach (var item in new Ingest.Beir.BeirFormat().ReadAsync(folder.File("set"), Token))
        {
            foreach (var passage in item.Document!.Passages) read.Add(passage.Id, passage);
        }

        Assert.All(receipt.Passages, shown => Assert.Equal(shown.ContentHash, read[shown.Passage.PassageId].ContentHash));
    }

    [Fact]
    public async Task Dataset_passage_that_changed_since_is_no_proof_of_what_helped()
    {
        await using var services = await ServiceAsync();
        var receipt = await AskAsync(services, "Can I bring my dog to Harbour Lane?", Rating.Up);
        var later = receipt with { AnswerId = "later", Passages = [.. receipt.Passages.Select(passage => passage with { ContentHash = "changed" })] };

        var dataset = FeedbackDataset.Of([new KeptAnswer(receipt, Up(receipt)), new KeptAnswer(later, null)]);

        Assert.Empty(dataset.Queries);
        Assert.Equal(1, dataset.Report.Unused["what it cites reads differently by now"]);
    }

    [Fact]
    public async Task Dataset_focus_is_the_page_that_was_open()
    {
        await using var services = await ServiceAsync();
        var receipt = await AskAsync(services, "Can I bring my dog?", Rating.Up, focus: "hotel__porto-a");

        await FeedbackFiles.WriteAsync(FeedbackDataset.Of([new KeptAnswer(receipt, Up(receipt))]), folder.File("set"), Token);
        var query = Assert.Single(Dataset.Read(folder.File("set"), FeedbackFiles.Split).Queries);

        Assert.Equal("Can I bring my dog?", query.Text);
        Assert.Equal(["hotel__porto-a"], query.Metadata!.Focus);
        Assert.False(File.Exists(Path.Combine(folder.File("set"), "queries-without-answer.jsonl")));
    }

    [Fact]
    public async Task Dataset_holds_no_address_or_number_that_a_guest_can_be_reached_by()
    {
        await using var services = await ServiceAsync();
        var first = await AskAsync(services, "Can I bring my dog to Harbour Lane? My number is +48 601 234 567.", Rating.Up);
        var second = await AskAsync(services, "And is there a gym? Write to marta.k@example.org or call +48 601 234 567.", Rating.Up, first.ConversationId);

        await FeedbackFiles.WriteAsync(FeedbackDataset.Of([new KeptAnswer(first, Up(first)), new KeptAnswer(second, Up(second))]), folder.File("set"), Token);

        var text = await File.ReadAllTextAsync(Path.Combine(folder.File("set"), "queries.jsonl"), Token);
        Assert.DoesNotContain("601", text, StringComparison.Ordinal);
        Assert.DoesNotContain("marta.k", text, StringComparison.Ordinal);
        // The first number was masked when it was stored, so nobody can tell any more that the second is the same.
        Assert.Contains("And is there a gym? Write to [email 1] or call [phone 2].", text, StringComparison.Ordinal);
    }

    private static Feedback Up(Receipt receipt) => new(receipt.AnswerId, Rating.Up, null, receipt.AskedAt);

    private static async Task<Receipt> AskAsync(IServiceProvider services, string message, Rating? rating, string? conversation = null, Filters? filters = null, string? focus = null)
    {
        var request = new AskRequest(message, conversation, focus is null ? null : [focus], filters);
        var events = await services.GetRequiredService<TravelAssistant>().AskAsync(request, Token).ToListAsync(Token);
        var (store, id) = (services.GetRequiredService<IConversationStore>(), ((DoneEvent)events[^1]).AnswerId);
        if (rating is { } given) Assert.True(await store.RateAsync(Tenants.Default, new Feedback(id, given, null, DateTimeOffset.UnixEpoch), Token));
        return (await store.FindReceiptAsync(Tenants.Default, id, Token))!;
    }

    private async Task<ServiceProvider> ServiceAsync()
    {
        var services = Services("index.db", _ => { });
        await services.GetRequiredService<Ingestor>().IngestAsync(new PropertiesFormat(new PropertySchema()), folder.Write("hotels.jsonl", Hotels), Tenants.Default, null, Token);
        return services;
    }

    private ServiceProvider Services(string index, Action<IServiceCollection> more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Assistant:Index"] = $"embedded:{folder.File(index)}",
            ["Assistant:Conversations"] = $"sqlite:{folder.File("conversations.db")}",
            ["Assistant:Prompts"] = Repository.File("prompts"),
            ["Assistant:Models:Embedder"] = "none",
            ["Assistant:Models:Answerer"] = "none",
        };
        var services = new ServiceCollection().AddLogging().AddAssistant(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        more(services);
        return services.BuildServiceProvider();
    }
}
