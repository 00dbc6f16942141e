using Assistant.Evaluation.Measures;
using Assistant.Evaluation.Runs;
using Assistant.Testing;

namespace Assistant.Evaluation.Tests.Measures;

public sealed class TrecFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_is_ordered_by_score_and_not_by_rank() => Assert.Equal(["b", "c", "a"], Run("q Q0 a 1 -2 t\nq Q0 b 2 1.5e1 t\nq Q0 c 3 0.5 t\n")["q"]);

    [Fact]
    public void Run_equal_scores_are_ordered_by_id_last_first() => Assert.Equal(["d9", "d2", "d10", "D3"], Run("q Q0 D3 1 1 t\nq Q0 d2 2 1 t\nq Q0 d10 3 1.0 t\nq Q0 d9 4 1 t\n")["q"]);

    [Fact]
    public void Run_scores_that_single_precision_cannot_tell_apart_are_equal() => Assert.Equal(["b", "a"], Run("q Q0 a 1 16.0000002 t\nq Q0 b 2 16.0000001 t\n")["q"]);

    [Fact]
    public void Run_ids_compare_by_bytes() => Assert.Equal(["\U0001F3E8", "\uFF21"], Run("q Q0 \uFF21 1 1 t\nq Q0 \U0001F3E8 2 1 t\n")["q"]);

    [Fact]
    public void Run_blank_lines_comments_and_more_fields_are_passed_over() => Assert.Equal(["a"], Run("# made by hand\n\nq\tQ0  a 1 1 t more\n")["q"]);

    [Theory]
    [InlineData("q Q0 a 1 1 t\nq Q0 b 2 1\n", ":2: has 5 of six fields")]
    [InlineData("q Q0 a 1 high t\n", ":1: the score 'high' is no number")]
    [InlineData("q Q0 a 1 nan t\n", ":1: the score 'nan' is no number")]
    [InlineData("q Q0 a 1 1 t\n\nq Q0 a 2 2 t\n", ":3: 'a' was ranked for 'q' before")]
    public void Run_broken_line_names_file_and_line(string text, string expected) => Assert.Contains($"run.trec{expected}", Assert.Throws<FormatException>(() => Run(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("q 0 a 2\nq 0 b -1\nr 0 a 0\n")]
    [InlineData("query-id\tcorpus-id\tscore\nq\ta\t2\nq\tb\t-1\nr\ta\t0\n")]
    public void Qrels_are_read_in_both_forms(string text)
    {
        var grades = Read(text).Grades;

        Assert.Equal(new Dictionary<string, int> { ["a"] = 2, ["b"] = -1 }, grades["q"]);
        Assert.Equal(new Dictionary<string, int> { ["a"] = 0 }, grades["r"]);
    }

    [Theory]
    [InlineData("q 0 a 1\nq 0 b\n", ":2: has 3 of four fields")]
    [InlineData("q 0 a high\n", ":1: the grade 'high' is no whole number")]
    [InlineData("q 0 a 1\nq 0 a 0\n", ":2: 'a' was judged for 'q' before")]
    [InlineData("q\ta\t1\n", ":1: is a judgement where a header belongs")]
    [InlineData("query-id\tcorpus-id\tscore\nq\ta\n", ":2: is not query id, doc id and grade")]
    [InlineData("query-id\tcorpus-id\tscore\n", " has no judgements")]
    [InlineData("", " has no judgements")]
    public void Qrels_broken_line_names_file_and_line(string text, string expected) => Assert.Contains($"qrels{expected}", Assert.Throws<FormatException>(() => Read(text)).Message, StringComparison.Ordinal);

    // q1 is perfect, the run lacks q2, nothing is relevant to q3, q4 is not judged.
    [Fact]
    public void Scores_count_every_judged_query_and_no_other()
    {
        var run = TrecRun.Read(folder.Write("run.trec", "q1 Q0 a 1 1 t\nq3 Q0 a 1 1 t\nq4 Q0 a 1 1 t\n"));

        var scores = RunScores.Of(run, Read("q1 0 a 1\nq2 0 a 1\nq3 0 a 0\n"), [Precision.At(1)]);

        Assert.Equal(["q1", "q2", "q3"], scores.Queries);
        Assert.Equal(1, scores.Missing);
        Assert.Equal(1 / 3.0, scores.Mean(Precision.At(1)).Mean, 10);
    }

    [Fact]
    public void Our_own_run_is_read_in_the_order_we_ranked_in()
    {
        ScoredPassage[] ranked = [new("a", .9), new("b", .90000000001), new("z", .5), new("y", .5), new("x", .7), new("c", 0), new("e", 0), new("d", 0)];
        var item = new EvalItem("q", "?", null, [], ranked, [], null, 0);

        var run = TrecRun.Read(folder.Write("run.trec", string.Join('\n', EvalFiles.Trec(item))));

        Assert.Equal(ranked.Select(passage => passage.Id), run.Rankings["q"]);
    }

    private IReadOnlyDictionary<string, IReadOnlyList<string>> Run(string text) => TrecRun.Read(folder.Write("run.trec", text)).Rankings;

    private Qrels Read(string text) => Qrels.Read(folder.Write("qrels", text));
}
