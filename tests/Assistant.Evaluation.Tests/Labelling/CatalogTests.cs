using Assistant.Evaluation.Labelling;
using Assistant.Evaluation.Labelling.Drafts;
using Assistant.Evaluation.Training;
using Assistant.Index;
using Assistant.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Evaluation.Tests.Labelling;

/// <summary>The check and the drafts over the sample catalogue.</summary>
public sealed class CatalogTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ServiceProvider? services;
    private LabelContent? content;

    private IPassageIndex Index => services!.GetRequiredService<IPassageIndex>();

    private QuestionCheck Check => new(content!);

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?> { ["Assistant:Index"] = $"embedded:{Path.Combine(folder.Path, "index.db")}", ["Assistant:Models:Embedder"] = "none", ["Assistant:Models:Answerer"] = "none" };
        services = new ServiceCollection().AddLogging().AddAssistant(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        await TrainingExport.IndexAsync(services, Repository.File("eval/catalog"), TestContext.Current.CancellationToken);
        content = await LabelContent.ReadAsync(Index, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Check_of_the_golden_set_finds_nothing() =>
        Assert.Empty(Golden().SelectMany(question => Check.Of(question).Where(problem => !problem.IsRemark).Select(problem => $"{question.Id} {problem.Field}")));

    [Fact]
    public void Check_says_what_is_wrong_by_field()
    {
        var sound = Golden().First(question => question.Id == "bologna-001");

        Assert.Equal(["key"], Fields(sound with { Key = ["351"] }).Distinct());
        Assert.Equal(["sources"], Fields(sound with { Sources = new Dictionary<string, IReadOnlyList<string>> { ["a"] = [$"{sound.Property}#nearby/moon"] } }).Distinct().Except(["key"]));
        Assert.Equal(["answer"], Fields(sound with { Answer = "It is 350 m." }).Distinct());
        Assert.Equal(["negative"], Fields(sound with { Negative = true }));
        Assert.Equal(["sources", "key", "says"], Fields(sound with { Answer = null }));
        Assert.Equal(["property"], Fields(sound with { Property = "hotel__nowhere" }));
    }

    [Fact]
    public async Task Drafts_hold_together_and_their_keys_are_in_their_sources()
    {
        var drafts = await DraftSet.ReadAsync(Index, 8, 1, TestContext.Current.CancellationToken);

        Assert.Equal(67, drafts.Select(draft => draft.Property).Distinct().Count());
        Assert.Equal(drafts.Count, drafts.Select(draft => draft.Id).Distinct().Count());
        Assert.All(drafts, draft => Assert.StartsWith(DraftSet.Prefix, draft.Id, StringComparison.Ordinal));
        Assert.Empty(drafts.SelectMany(Check.Of));
        Assert.All(drafts, draft => Assert.All(draft.Sources.Values.SelectMany(ids => ids), id => Assert.Contains(content!.Passages[draft.Property], passage => passage.Id == id)));
        Assert.All(drafts, draft => Assert.All(draft.Key, key => Assert.Contains(draft.Sources.Values.SelectMany(ids => ids).SelectMany(content!.Find), passage => passage.Text.Contains(key, StringComparison.OrdinalIgnoreCase))));
    }

    [Fact]
    public async Task Drafts_depend_on_the_seed_alone()
    {
        var first = await LinesAsync(seed: 3);

        Assert.Equal(first, await LinesAsync(seed: 3));
        Assert.NotEqual(first, await LinesAsync(seed: 4));
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        folder.Dispose();
    }

    private async Task<List<string>> LinesAsync(int seed) => [.. (await DraftSet.ReadAsync(Index, 4, seed, TestContext.Current.CancellationToken)).Select(QuestionLine.Write)];

    private IEnumerable<string> Fields(KeyedQuestion question) => Check.Of(question).Select(problem => problem.Field);

    private static IEnumerable<KeyedQuestion> Golden() => KeyedQuestion.Read(Repository.File("eval/datasets/golden/questions.jsonl"));
}
