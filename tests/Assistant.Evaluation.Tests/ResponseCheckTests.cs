using Assistant.Evaluation.Training;
using Assistant.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Evaluation.Tests;

/// <summary>A dataset with what people answered: what is composed for it, taught from it, and measured against it.</summary>
public sealed class ResponseCheckTests : IDisposable
{
    private const string Corpus = """
        {"_id":"p1","title":"Villa Quince","text":"Is there a pool? Yes, until 21:30.","metadata":{"domain":"hotel","entity_id":"1","entity_name":"VILLA QUINCE","kind":"faq","doc_id":"1","question":"Is there a pool?","answer":"Yes, until 21:30."}}
        {"_id":"p2","title":"Villa Quince","text":"Are there towels at the pool? No.","metadata":{"domain":"hotel","entity_id":"1","entity_name":"VILLA QUINCE","kind":"faq","doc_id":"2","question":"Are there towels at the pool?","answer":"No."}}
        """;

    private readonly TemporaryFolder folder = new();

    public ResponseCheckTests()
    {
        folder.Write("corpus.jsonl", Corpus);
        folder.Write("queries.jsonl", """{"_id":"q1","text":"Until when can I use the pool?"}""");
        folder.Write("qrels/val.tsv", "query-id\tcorpus-id\tscore\nq1\tp1\t1\n");
        folder.Write("responses.jsonl", """{"_id":"q1","response":"The pool is open until 21:30. Anything else?"}""");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("The pool is open until 21:30. Anything else? [1]", "n 1  BLEU-4 1.000  METEOR 0.999  ROUGE-L 1.000  cites what people drew on 1.000  refuses 0.000")]
    [InlineData("NO ANSWER", "n 1  BLEU-4 0.000  METEOR 0.000  ROUGE-L 0.000  cites what people drew on 0.000  refuses 1.000")]
    public async Task Words_of_a_person_score_all_and_a_refusal_nothing(string written, string expected)
    {
        using var client = new ScriptedChatClient(written);
        await using var services = Services(more => more.AddSingleton<IChatClient>(client));

        var report = await ResponseCheck.ReportAsync(folder.Path, services, int.MaxValue, TestContext.Current.CancellationToken);

        Assert.Equal(expected, report);
        Assert.Contains("Is there a pool? Yes, until 21:30.", client.Requests[0][^1].Text, StringComparison.Ordinal);
        Assert.Contains("Are there towels at the pool? No.", client.Requests[0][^1].Text, StringComparison.Ordinal); // another passage stands beside it
    }

    [Fact]
    public async Task What_people_wrote_can_be_learned_from()
    {
        await using var services = Services(more => TrainingExport.AddTo(more));

        var examples = await new TrainingExport(services).ReadAsync(folder.Path, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal("The pool is open until 21:30. Anything else? [1]", Assert.Single(examples).Completion);
        Assert.Contains("Until when can I use the pool?", examples[0].Messages![^1].Text, StringComparison.Ordinal);
    }

    private ServiceProvider Services(Action<IServiceCollection> more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Assistant:Index"] = $"embedded:{folder.File("index.db")}",
            ["Assistant:Prompts"] = Repository.File("prompts"),
            ["Assistant:Models:Embedder"] = "none",
            ["Assistant:Models:Answerer"] = "none",
        };
        var services = new ServiceCollection().AddLogging().AddAssistant(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        more(services);
        return services.BuildServiceProvider();
    }
}
