using Assistant.Evaluation.Measures;

namespace Assistant.Evaluation.Tests.Measures;

/// <summary>Values computed by hand.</summary>
public sealed class VerdictMeasuresTests
{
    private static readonly HashSet<string> Relevant = ["a", "b"];

    // Three refused, two of them rightly; three without an answer, two of them refused; four with one, three of them answered.
    private static readonly RefusalOutcome[] Outcomes =
    [
        new(IsRefused: true, HasAnswer: false), new(true, false), new(true, true), new(false, false), new(false, true), new(false, true), new(false, true),
    ];

    // Citations a, c of the first, a of the second (twice), c of the third, none of the fourth.
    [Fact]
    public void Citations_are_counted_once_a_sentence()
    {
        IReadOnlyList<IReadOnlyList<string>> sentences = [["a", "c"], ["a", "a"], ["c"], []];

        Assert.Equal(2 / 4.0, CitationPrecision.Of(sentences, Relevant));
        Assert.Equal(2 / 4.0, CitationRecall.Of(sentences, Relevant));
    }

    [Fact]
    public void CitationPrecision_falls_with_what_is_cited_beside_and_recall_does_not()
    {
        IReadOnlyList<IReadOnlyList<string>> sentences = [["a", "c", "d"], ["b", "c"]];

        Assert.Equal(2 / 5.0, CitationPrecision.Of(sentences, Relevant));
        Assert.Equal(1, CitationRecall.Of(sentences, Relevant));
    }

    [Fact]
    public void Citations_of_nothing_are_0()
    {
        Assert.Equal(0, CitationPrecision.Of([[]], Relevant));
        Assert.Equal(0, CitationRecall.Of([], Relevant));
    }

    [Fact]
    public void RefusalPrecision_is_of_what_was_refused() => Assert.Equal(2 / 3.0, RefusalPrecision.Of(Outcomes));

    [Fact]
    public void RefusalRecall_is_of_what_has_no_answer() => Assert.Equal(2 / 3.0, RefusalRecall.Of([.. Outcomes, new RefusalOutcome(IsRefused: true, HasAnswer: true)]));

    [Fact]
    public void AnswerRate_is_of_what_has_an_answer() => Assert.Equal(3 / 4.0, AnswerRate.Of(Outcomes));

    [Fact]
    public void Rates_of_nothing_are_unknown()
    {
        Assert.Null(RefusalPrecision.Of([new RefusalOutcome(IsRefused: false, HasAnswer: false)]));
        Assert.Null(RefusalRecall.Of([new RefusalOutcome(IsRefused: true, HasAnswer: true)]));
        Assert.Null(AnswerRate.Of([new RefusalOutcome(IsRefused: true, HasAnswer: false)]));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("Yes - free Wi-Fi, until 21:30.", 5)]
    public void AnswerLength_counts_words(string answer, int expected) => Assert.Equal(expected, AnswerLength.Of(answer));
}
