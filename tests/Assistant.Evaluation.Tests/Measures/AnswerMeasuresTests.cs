using Assistant.Evaluation.Measures;

namespace Assistant.Evaluation.Tests.Measures;

/// <summary>Values computed by hand.</summary>
public sealed class AnswerMeasuresTests
{
    private const string Reference = "Free Wi-Fi is available for the guests.";

    [Fact]
    public void Tokens_have_no_punctuation_articles_or_capitals() => Assert.Equal(["free", "wi", "fi", "is", "available", "for", "guests"], AnswerTokens.Of(Reference));

    [Fact]
    public void Stems_join_inflections() => Assert.Equal(["pet", "ar", "allow"], AnswerTokens.Stems(["pets", "are", "allowed"]));

    // 1- to 4-grams: 5/6, 4/5, 3/4, 2/3, their product 1/3; six words for seven: e^(1 - 7/6).
    [Fact]
    public void Bleu_is_the_mean_precision_less_brevity() => Assert.Equal(Math.Pow(1 / 3.0, 1 / 4.0) * Math.Exp(-1 / 6.0), Of(Bleu.Sentence, "Free WI-FI is available here!"), 10);

    [Fact]
    public void Bleu_counts_a_word_no_more_often_than_the_reference_has_it() => Assert.Equal(0, Bleu.Sentence(["is", "is", "is", "is"], ["is", "it", "is", "so"]));

    [Theory]
    [InlineData("")]
    [InlineData("Free Wi-Fi")] // no 4-gram
    public void Bleu_without_a_common_4gram_is_0(string answer) => Assert.Equal(0, Of(Bleu.Sentence, answer));

    [Fact]
    public void Bleu_of_the_reference_is_1() => Assert.Equal(1, Of(Bleu.Sentence, Reference), 10);

    // Common: free wi fi available; 2 * 4 / (5 + 7).
    [Fact]
    public void RougeL_is_the_longest_common_subsequence() => Assert.Equal(2 / 3.0, Of(RougeL.Of, "Free Wi-Fi, always available."), 10);

    [Fact]
    public void RougeL_nothing_in_common() => Assert.Equal(0, Of(RougeL.Of, "No"));

    // Five of six match five of seven in one piece: mean (5/6 * 5/7) / (.9 * 5/6 + .1 * 5/7), penalty .5 * (1/5)^3.
    [Fact]
    public void Meteor_weighs_recall() => Assert.Equal(5 / 6.0 * (5 / 7.0) / ((.9 * 5 / 6) + (.1 * 5 / 7)) * (1 - (.5 / 125)), Of(Meteor.Of, "Free Wi-Fi is available here"), 10);

    // pet-pets by their stem, allowed-allowed: two of three in two pieces.
    [Fact]
    public void Meteor_matches_stems_and_pays_for_pieces() => Assert.Equal(2 / 3.0 * .5, Meteor.Of(["pets", "are", "allowed"], ["pet", "is", "allowed"]), 10);

    [Fact]
    public void Meteor_nothing_in_common() => Assert.Equal(0, Of(Meteor.Of, "No"));

    private static double Of(Func<IReadOnlyList<string>, IReadOnlyList<string>, double> measure, string answer) => measure(AnswerTokens.Of(answer), AnswerTokens.Of(Reference));
}
