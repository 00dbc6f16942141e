using Assistant.Evaluation.Measures;

namespace Assistant.Evaluation.Tests.Measures;

/// <summary>Values computed by hand.</summary>
public sealed class CitationMeasuresTests
{
    private static readonly HashSet<string> Relevant = ["a", "b"];

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

    [Theory]
    [InlineData("", 0)]
    [InlineData("Yes - free Wi-Fi, until 21:30.", 5)]
    public void AnswerLength_counts_words(string answer, int expected) => Assert.Equal(expected, AnswerLength.Of(answer));
}
