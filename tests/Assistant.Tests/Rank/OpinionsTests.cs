using Assistant.Rank;
using Assistant.Respond;

namespace Assistant.Tests.Rank;

public sealed class OpinionsTests
{
    private static readonly Focus A = new("hotel__a", "Hotel A", "hotel", "test");
    private static readonly Question Asked = Sample.Question("Is the breakfast any good?", A);

    [Fact]
    public void Of_pieces_of_one_review_are_one_guest()
    {
        var opinions = Of("reviews/1/0: The breakfast was great.", "reviews/1/1: Breakfast was lovely.", "reviews/2/0: The breakfast was bad.", "reviews/3: The breakfast was poor.");

        Assert.Equal(["hotel__a#1", "hotel__a#1", "hotel__a#2", "hotel__a#3"], opinions.Select(opinion => opinion.Guest));
    }

    [Fact]
    public void Of_fewer_than_three_guests_nothing_is_counted() =>
        Assert.Empty(Of("reviews/1/0: The breakfast was great.", "reviews/1/1: Breakfast was lovely.", "reviews/2/0: The breakfast was bad."));

    [Fact]
    public void Of_who_judges_nothing_is_left_out() =>
        Assert.Empty(Of("reviews/1: The breakfast was great.", "reviews/2: We ate breakfast.", "reviews/3: The breakfast was bad."));

    [Fact]
    public void Of_what_does_not_ask_how_has_none() =>
        Assert.Empty(Opinions.Of(Sample.Question("Is there breakfast?", A), Guests("reviews/1: Breakfast was great.", "reviews/2: Breakfast was nice.", "reviews/3: Breakfast was bad.")));

    [Fact]
    public void Select_everyone_who_is_counted_is_among_the_passages()
    {
        var guests = Guests([.. Enumerable.Range(1, 12).Select(i => $"reviews/{i}: {(i <= 9 ? "The breakfast was great" : "The breakfast was awful")}, said guest of room {i}.")]);

        var evidence = EvidenceSelector.Select(Asked, guests, new AnswerOptions { MaxPassages = 8 });

        Assert.Equal(12, evidence.Passages.Count);
        Assert.Equal(Enumerable.Range(1, 12), evidence.Passages.Select(passage => passage.Ref));
        Assert.All(evidence.Opinions, opinion => Assert.Same(evidence.Passages[opinion.Passage.Ref - 1], opinion.Passage));
    }

    [Fact]
    public void Count_is_by_guest_and_cites_all()
    {
        var sentence = OpinionSummary.Count(Of("reviews/1/0: The breakfast was great.", "reviews/1/1: Breakfast was awful.", "reviews/2: The breakfast was bad.", "reviews/3: Breakfast was nice.", "reviews/4: Breakfast was tasty."));

        Assert.Equal("Of 4 guests who judge this, 2 sound content, 1 sounds displeased and 1 is in two minds.", sentence.Text);
        Assert.Equal(5, sentence.Citations.Count);
    }

    [Fact]
    public void Count_of_one_mind() =>
        Assert.Equal("3 guests judge this, and all sound content.", OpinionSummary.Count(Of("reviews/1: Breakfast was great.", "reviews/2: Breakfast was nice.", "reviews/3: Breakfast was tasty.")).Text);

    [Fact]
    public void Quotation_counts_first_and_lets_both_sides_speak()
    {
        var evidence = EvidenceSelector.Select(Asked, Guests("reviews/1: Breakfast was great.", "reviews/2: Breakfast was nice.", "reviews/3: Breakfast was awful."), new AnswerOptions());

        var texts = Quotation.Of(Asked, evidence, 4).Select(sentence => sentence.Text).Take(3);

        Assert.Equal(["Of 3 guests who judge this, 2 sound content and 1 sounds displeased.", "Breakfast was great.", "Breakfast was awful."], texts);
    }

    [Fact]
    public void Quotation_what_the_owner_states_comes_first()
    {
        var owner = Sample.Ranked(Sample.Passage("Breakfast is a good buffet.", "faqs/b"), 1, 0.95);
        var evidence = EvidenceSelector.Select(Asked, [owner, .. Guests("reviews/1: Breakfast was great.", "reviews/2: Breakfast was nice.", "reviews/3: Breakfast was awful.")], new AnswerOptions());

        var texts = Quotation.Of(Asked, evidence, 4).Select(sentence => sentence.Text).Take(2);

        Assert.Equal(["Breakfast is a good buffet.", "Of 3 guests who judge this, 2 sound content and 1 sounds displeased."], texts);
    }

    private static IReadOnlyList<Opinion> Of(params string[] reviews) => Opinions.Of(Asked, Guests(reviews));

    // "PATH: TEXT", most relevant first.
    private static List<RankedPassage> Guests(params string[] reviews) =>
        [.. reviews.Select((review, i) => Sample.Ranked(Sample.Passage(review[(review.IndexOf(": ", StringComparison.Ordinal) + 2)..], review[..review.IndexOf(':', StringComparison.Ordinal)], null, PassageKind.Review, Tier.Guest), i + 1, 0.9 - i / 100.0))];
}
