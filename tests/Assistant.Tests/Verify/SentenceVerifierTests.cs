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

    [Theory]
    [InlineData("The rate is non-refundable.", "The rate is refundable.")]
    [InlineData("All rooms are non-smoking.", "All rooms are smoking rooms.")]
    [InlineData("Parking costs €20.", "Parking costs $20.")]
    [InlineData("Two dogs are welcome.", "One dog is welcome.")]
    [InlineData("Parking costs two euros.", "Parking costs two thousand euros.")]
    [InlineData("Breakfast costs 12 euros and starts at 07:00.", "Breakfast costs 7 euros.")]
    [InlineData("The bar closes at 22:45.", "The bar closes at 22.00.")]
    [InlineData("The bar closes at 22:30.", "The bar closes at 10.")]
    [InlineData("Check-in 15:00, check-out 11:00.", "Check-in 11:00, check-out 15:00.")]
    [InlineData("Check-in is from 15:00. Check-out is until 11:00.", "Check-out is until 15:00.")]
    [InlineData("Breakfast costs 12 euros, dinner costs 30 euros.", "Dinner costs 12 euros.")]
    [InlineData("The pool is closed.", "The pool is open.")]
    [InlineData("The beach is 500 m away.", "The beach is 500 km away.")]
    [InlineData("There is free parking.", "Marriott has free parking.")]
    [InlineData("Breakfast starts at 9 am.", "Breakfast starts at ８ am.")]
    [InlineData("Pets are not allowed. Parking is free.", "Pets are allowed and parking is free.")]
    [InlineData("Breakfast costs 12 euros.", "Breakfast is free.")]
    public void Verify_twisted_sentence_is_withheld(string evidence, string text) => Assert.NotNull(Of(evidence, text).Failure);

    [Theory]
    [InlineData("The rate is non-refundable.", "The rate cannot be refunded.")]
    [InlineData("Two dogs are welcome.", "Dogs are welcome, but only two of them.")]
    [InlineData("Parking costs two hundred euros.", "Parking costs €200.")]
    [InlineData("Breakfast starts at 07:00.", "Breakfast starts at 7.")]
    [InlineData("The beach is 500 metres away.", "It is 500 m to the beach.")]
    [InlineData("Check-in 15:00, check-out 11:00.", "Check-in is at 3 pm and check-out at 11 am.")]
    [InlineData("There is no charge for parking.", "Parking is free.")]
    [InlineData("Pets are not allowed. Parking is free.", "Pets are not allowed, but parking is free.")]
    [InlineData("Breakfast starts at ９ am.", "Breakfast starts at 9 am.")]
    public void Verify_paraphrase_is_released(string evidence, string text) => Assert.Null(Of(evidence, text).Failure);

    [Fact]
    public void Verify_number_of_the_question_alone_is_withheld()
    {
        var evidence = new Evidence([Sample.Ranked(Sample.Passage("One small dog is welcome.", heading: "Can I bring two dogs?"))], true);

        Assert.Equal("'n2' is not in what it cites", SentenceVerifier.Verify(new DraftSentence("Two dogs are welcome.", [1]), evidence, 0.5).Failure);
    }

    [Theory]
    [InlineData("Pets are not allowed.", "Parking is free.", "Pets are allowed and parking is free.", false)]
    [InlineData("Pets are not allowed.", "Parking is free.", "Pets are not allowed and parking is free.", true)]
    [InlineData("Parking is free.", "Parking is not free.", "Parking is free.", false)]
    public void Verify_each_clause_agrees_with_what_it_comes_from(string one, string two, string text, bool isReleased)
    {
        var evidence = new Evidence([Sample.Ranked(Sample.Passage(one), 1), Sample.Ranked(Sample.Passage(two, "p2"), 2)], true);

        Assert.Equal(isReleased, SentenceVerifier.Verify(new DraftSentence(text, [1, 2]), evidence, 0.5).Sentence is not null);
    }

    [Theory]
    [InlineData("Harbour Lane Hotel has lockers and a kitchen.", "")]
    [InlineData("The Mill Hostel has an outdoor swimming pool.", "")]
    [InlineData("Harbour Lane has lockers and The Mill has a swimming pool.", "")]
    [InlineData("There is an outdoor swimming pool.", "")]
    [InlineData("Harbour Lane Hotel has an outdoor swimming pool.", "1")]
    [InlineData("The Mill Hostel has lockers.", "2")]
    [InlineData("There is free wifi.", "1,2")]
    [InlineData("Both Harbour Lane and The Mill have free wifi.", "1,2")]
    public void Verify_sentence_about_a_place_stands_on_its_passages_alone(string text, string refs)
    {
        var evidence = new Evidence(
        [
            Sample.Ranked(Sample.Passage("There is an outdoor swimming pool. Wifi is free.") with { PropertyName = "Harbour Lane Hotel" }, 1),
            Sample.Ranked(Sample.Passage("There are lockers. Wifi is free.", "p2", property: "hostel__mill") with { PropertyName = "The Mill Hostel" }, 2),
        ],
        true);

        var sentence = SentenceVerifier.Verify(new DraftSentence(text, [1, 2]), evidence, 0.5).Sentence;

        Assert.Equal(refs, string.Join(',', sentence?.Citations.Select(citation => citation.Ref) ?? []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("25hours")]
    public void Verify_name_of_the_place_states_no_number(string name)
    {
        var evidence = new Evidence([Sample.Ranked(Sample.Passage("Parking costs 12 euros.") with { PropertyName = name })], true);

        Assert.Equal("'n25' is not in what it cites", SentenceVerifier.Verify(new DraftSentence($"Parking {name} costs 25 euros.", [1]), evidence, 0.5).Failure);
        Assert.Null(SentenceVerifier.Verify(new DraftSentence($"Parking {name} costs 12 euros.", [1]), evidence, 0.5).Failure);
    }

    [Fact]
    public void Verify_passage_without_words_supports_nothing() => Assert.NotNull(Of("***", "Parking is free.").Failure);

    [Fact]
    public void Verify_facts_of_two_places_are_not_joined()
    {
        var evidence = new Evidence(
        [
            Sample.Ranked(Sample.Passage("Breakfast is served daily.") with { PropertyName = "Acorn House" }, 1),
            Sample.Ranked(Sample.Passage("Breakfast costs 25 euros.", "p2", property: "hotel__b") with { PropertyName = "Bridge Inn" }, 2),
        ],
        true);

        Assert.Equal("'n25' is not in what it cites", SentenceVerifier.Verify(new DraftSentence("Breakfast at Acorn House costs 25 euros.", [1, 2]), evidence, 0.5).Failure);
    }

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

    private static Verification Of(string evidence, string text) =>
        SentenceVerifier.Verify(new DraftSentence(text, [1]), new Evidence([Sample.Ranked(Sample.Passage(evidence))], true), 0.5);

    private static Verification Verify(string text, int reference) => SentenceVerifier.Verify(new DraftSentence(text, [reference]), Evidence, 0.5);
}
