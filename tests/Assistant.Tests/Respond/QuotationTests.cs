using Assistant.Respond;

namespace Assistant.Tests.Respond;

public sealed class QuotationTests
{
    private static readonly Focus A = new("hotel__a", "Hotel A", "hotel", "test");
    private static readonly Focus B = new("hotel__b", "Hotel B", "hotel", "test");

    [Fact]
    public void Of_quotes_are_verbatim_spans()
    {
        var passage = Sample.Passage("Pets are allowed. Two dogs at most. No cats.", "pets", "Pets", PassageKind.Policy, Tier.Structured);

        var quotes = Quotation.Of(Sample.Question("dogs?", A), new Evidence([Sample.Ranked(passage)], true), 4);

        Assert.Equal(["Pets are allowed.", "Two dogs at most.", "No cats."], quotes.Select(quote => quote.Text));
        Assert.All(quotes, quote => Assert.Equal(quote.Text, passage.Text[quote.Citations[0].Start..quote.Citations[0].End]));
    }

    [Fact]
    public void Of_what_falls_far_behind_is_left_out()
    {
        var best = Sample.Ranked(Sample.Passage("There is no parking.", "a"), 1, 0.9);
        var weak = Sample.Ranked(Sample.Passage("The street is narrow.", "b"), 2, 0.4);
        var aside = Sample.Ranked(Sample.Passage("The garage is closed.", "c"), 3, 0.9) with { Coverage = 0.5 };

        Assert.Equal(["There is no parking."], Quotation.Of(Sample.Question("parking?", A), new Evidence([best, weak, aside], true), 4).Select(quote => quote.Text));
    }

    [Fact]
    public void Of_what_says_nothing_new_is_left_out_but_a_contradiction_is_not()
    {
        var passages = new[] { "Parking is available.", "There is available parking.", "Parking is not available." }.Select((text, i) => Sample.Ranked(Sample.Passage(text, $"{i}"), i + 1)).ToList();

        Assert.Equal(["Parking is available.", "Parking is not available."], Quotation.Of(Sample.Question("parking?", A), new Evidence(passages, true), 4).Select(quote => quote.Text));
    }

    [Theory]
    [InlineData(0.9, "They say the gate is open until 23:00.", "It was bolted at 22:35.")]
    [InlineData(0.7)] // far from the best, a guest does not outlast the owner's rule
    public void Of_guest_who_fits_as_well_as_the_rule_is_heard_to_the_end(double relevance, params string[] heard)
    {
        var rule = Sample.Ranked(Sample.Passage("The gate is open. It closes at 23:00. Ring twice. Mind the step.", "policies/gate", "Gate", PassageKind.Policy, Tier.Structured), 1, 0.95);
        var guest = Sample.Ranked(Sample.Passage("They say the gate is open until 23:00. It was bolted at 22:35.", "reviews/1", null, PassageKind.Review, Tier.Guest), 2, relevance) with { Coverage = 0.4 };

        var quotes = Quotation.Of(Sample.Question("gate?", A), new Evidence([rule, guest], true), 4);

        Assert.Equal(["The gate is open.", "It closes at 23:00.", "Ring twice.", "Mind the step.", .. heard], quotes.Select(quote => quote.Text));
    }

    [Fact]
    public void Of_comparison_lets_each_property_speak()
    {
        var one = Sample.Ranked(Sample.Passage("Breakfast is good. It is rich. It is long. It is hot.", "a", property: "hotel__a"), 1, 0.95);
        var other = Sample.Ranked(Sample.Passage("Breakfast is bad.", "b", property: "hotel__b"), 2, 0.9);

        Assert.Contains("Breakfast is bad.", Quotation.Of(Sample.Question("breakfast?", A, B), new Evidence([one, other], true), 4).Select(quote => quote.Text));
    }

    [Fact]
    public void Of_without_focus_each_property_says_one_thing()
    {
        var passages = new[] { ("There is a pool.", "hotel__a"), ("The pool is warm.", "hotel__a"), ("A small pool.", "hotel__b") }
            .Select((item, i) => Sample.Ranked(Sample.Passage(item.Item1, $"{i}", property: item.Item2), i + 1)).ToList();

        Assert.Equal(["There is a pool.", "A small pool."], Quotation.Of(Sample.Question("pool?"), new Evidence(passages, true), 4).Select(quote => quote.Text));
    }

    [Fact]
    public void Refusal_names_the_property_and_what_is_known()
    {
        var known = new[] { "Check-in", "Pets", "Parking" }.Select(heading => Sample.Passage("x", heading, heading, PassageKind.Policy, Tier.Structured)).ToList();

        var refusal = Refusal.Of(Sample.Question("helipad?", A), new Evidence([], false), known).Single();

        Assert.Equal("What is known about Hotel A does not answer that. It does tell about check-in, pets and parking, for example.", refusal.Text);
        Assert.Empty(refusal.Citations);
        Assert.Equal(0, refusal.Support);
    }

    [Fact]
    public void Refusal_tells_the_nearest_with_its_citation()
    {
        var refusal = Refusal.Of(Sample.Question("helipad?", A), new Evidence([Sample.Ranked(Sample.Passage("The airport is far."), relevance: 0.1)], false), []);

        Assert.Equal(2, refusal.Count);
        Assert.Equal("The airport is far.", refusal[1].Text);
        Assert.Single(refusal[1].Citations);
    }

    [Fact]
    public void Emptied_names_the_filters() => Assert.Equal("No place here is in Berlin, so nothing was searched.", Refusal.Emptied(new Emptiness(["in Berlin"], ["in Berlin"], []))[0].Text);
}
