using Assistant.Evaluation.Privacy;
using Assistant.Privacy;

namespace Assistant.Evaluation.Tests.Privacy;

public sealed class MarginalsTests
{
    // Tags: 0 outside, 1 the first of a name, 2 what follows it; 2 may stand behind 1 and 2 only. All other tags score -1000.
    [Fact]
    public void Of_is_the_share_of_all_sequences_that_may_be()
    {
        const int n = 11;
        var scores = new float[2, n];
        for (var i = 0; i < 2; i++) for (var tag = 3; tag < n; tag++) scores[i, tag] = -1000;
        scores[1, 2] = MathF.Log(3);

        var (single, pair) = Marginals.Of(scores, new float[n * n]);

        // 00 01 10 11 weigh 1 each, 12 weighs 3: 7 in all.
        Assert.Equal(2 / 7d, single[0, 0], 6);
        Assert.Equal(5 / 7d, single[0, 1], 6);
        Assert.Equal(3 / 7d, single[1, 2], 6);
        Assert.Equal(3 / 7d, pair[(1 * n) + 2], 6);
        Assert.Equal(1 / 7d, pair[(0 * n) + 1], 6);
    }

    [Fact]
    public void Figures_count_a_span_as_found_where_all_of_it_is()
    {
        var figures = new PrivacyFigures();
        var text = new MarkedText("t", "test", "Ask Anna Novak or Ben", [new PersonalDatum(PersonalDataKind.Name, 4, 10), new PersonalDatum(PersonalDataKind.Name, 18, 3)]);

        figures.Add(text, [new PersonalDatum(PersonalDataKind.Name, 4, 4), new PersonalDatum(PersonalDataKind.Name, 18, 3), new PersonalDatum(PersonalDataKind.Phone, 0, 3)]);

        Assert.Equal(.5, figures.Recall, 6);
        Assert.Equal(2 / 3d, figures.Precision, 6);
    }
}
