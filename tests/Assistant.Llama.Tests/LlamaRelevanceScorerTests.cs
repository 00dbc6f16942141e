using Assistant.Testing;

namespace Assistant.Llama.Tests;

public sealed class LlamaRelevanceScorerTests : IDisposable
{
    private static readonly string[] Words = ["free", "parking", "garage", "dogs", "welcome", "breakfast", "late", "is", "there", "are"];
    private readonly TemporaryFolder folder = new();
    private readonly LlamaModel model;
    private readonly LlamaRelevanceScorer scorer;

    public LlamaRelevanceScorerTests()
    {
        model = LlamaModel.Load(TinyGguf.WriteReranker(folder.File("reranker.gguf"), Words, "parking"), new LlamaModelOptions(Threads: 1));
        scorer = new LlamaRelevanceScorer(model);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        scorer.Dispose();
        model.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Score_the_passage_that_is_meant_comes_first()
    {
        var scores = await scorer.ScoreAsync("is there", ["late breakfast", "parking parking", "free parking"], Token);

        Assert.Equal([1, 2, 0], scores.Index().OrderByDescending(score => score.Item).Select(score => score.Index));
    }

    [Fact]
    public async Task Score_many_are_the_same_as_one_by_one()
    {
        var passages = Enumerable.Range(0, 100).Select(i => $"{Words[i % 10]} {Words[i / 10]} parking").ToList();

        var together = await scorer.ScoreAsync("is there", passages, Token);

        foreach (var i in (int[])[0, 63, 64, 99]) Assert.Equal((await scorer.ScoreAsync("is there", [passages[i]], Token))[0], together[i], 0.01f); // keys and values are kept in 16 bits
    }

    [Fact]
    public async Task Score_long_passage_is_cut_and_long_question_refused()
    {
        Assert.Single(await scorer.ScoreAsync("is there", [string.Join(' ', Enumerable.Repeat("parking", 500))], Token));
        Assert.Contains("Shorten the question", (await Assert.ThrowsAsync<LlamaException>(() => scorer.ScoreAsync(string.Join(' ', Enumerable.Repeat("parking", 500)), ["free"], Token))).Message, StringComparison.Ordinal);
    }
}
