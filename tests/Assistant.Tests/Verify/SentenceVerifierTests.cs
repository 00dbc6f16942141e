using Assistant.Verify;

namespace Assistant.Tests.Verify;

public sealed class SentenceVerifierTests
{
    private static readonly Evidence Evidence = new(
    [
        Sample.Ranked(Sample.Passage("Parking is not available. The garage in Rua B costs EUR 12 a day.", "parking", "Parking", PassageKind.Policy, Tier.Structured), 1),
        Sample.Ranked(Sample.Passage("Breakfast is served from 07:00 until 10:30. It costs £8.50 per person.", "breakfast", "Breakfast", PassageKind.Policy, Tier.Structured), 2),
        Sample.Ranked(Sample.Passage("Yes, two small dogs per room.", "dogs", "Can I bring dogs?"), 3),
    ],
    true);

    [Theory]
    [InlineData("Parking is not available.", 1)]
    [InlineData("There's no parking at Hotel A.", 1)]
    [InlineData("The garage in Rua B costs 12 euros a day.", 1)]
    [InlineData("Breakfast is served from 7 to 10:30 am.", 2)]
    [InlineData("Breakfast costs £8.50 per person.", 2)]
    [InlineData("You can bring two small dogs.", 3)]
    public void Verify_supported_sentence_is_released(string text, int reference)
    {
        var verification = Verify(text, reference);

        Assert.Null(verification.Failure);
        Assert.InRange(verification.Sentence!.Support, 0.5, 1);
    }

    [Theory]
    [InlineData("Parking is available.", 1, "the passage denies")]
    [InlineData("Breakfast is not served from 07:00.", 2, "it denies")]
    [InlineData("Breakfast is served from 08:00.", 2, "'t08:00' is not in")]
    [InlineData("Breakfast costs £9.50 per person.", 2, "'n9.5' is not in")]
    [InlineData("Breakfast costs €8.50 per person.", 2, "'cEUR' is not in")]
    [InlineData("You can bring three small dogs.", 3, "'n3' is not in")]
    [InlineData("The garage in Rua Camões costs EUR 12.", 1, "'camoes' is not in")]
    [InlineData("Breakfast has fresh croissants and jam on a terrace.", 2, "only")]
    [InlineData("Breakfast is served from 07:00.", 3, "is not in")]
    public void Verify_unsupported_sentence_is_withheld_with_the_reason(string text, int reference, string reason) =>
        Assert.Contains(reason, Verify(text, reference).Failure, StringComparison.Ordinal);

    [Fact]
    public void Verify_sentence_without_citation_is_withheld() => Assert.Equal("it cites nothing", SentenceVerifier.Verify(new DraftSentence("Fine.", []), Evidence, 0.5).Failure);

    [Fact]
    public void Verify_citation_of_nothing_is_withheld() => Assert.Contains("does not exist", Verify("Fine.", 9).Failure, StringComparison.Ordinal);

    [Fact]
    public void Verify_citation_is_the_span_that_supports()
    {
        var citation = Verify("The garage in Rua B costs EUR 12 a day.", 1).Sentence!.Citations.Single();

        Assert.Equal("The garage in Rua B costs EUR 12 a day.", Evidence.Passages[0].Passage.Text[citation.Start..citation.End]);
        Assert.Equal(Evidence.Passages[0].Passage.ContentHash, citation.ContentHash);
    }

    [Fact]
    public void Verify_claims_in_two_sentences_cite_both()
    {
        var citations = Verify("Breakfast is served from 07:00 and costs £8.50.", 2).Sentence!.Citations;

        Assert.Equal(2, citations.Count);
    }

    [Fact]
    public void Verify_sentence_over_two_passages_cites_both()
    {
        var verification = SentenceVerifier.Verify(new DraftSentence("Parking is not available, and breakfast costs £8.50 per person.", [1, 2]), Evidence, 0.5);

        Assert.Equal([1, 2], verification.Sentence!.Citations.Select(citation => citation.Ref).Distinct());
    }

    private static Verification Verify(string text, int reference) => SentenceVerifier.Verify(new DraftSentence(text, [reference]), Evidence, 0.5);
}
