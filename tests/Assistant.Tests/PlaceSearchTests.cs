using Assistant.Ingest;
using Assistant.Ingest.Properties;

namespace Assistant.Tests;

/// <summary>Searches for places and comparisons, from the message to the answer.</summary>
public sealed class PlaceSearchTests
{
    private static readonly Property Dear = Sample.Harbour with
    {
        Id = "hotel__porto-dear",
        Name = "Solar Alto",
        GuestRating = 9.2,
        Price = new PriceRange(150, "EUR", 300),
        Amenities = ["wifi", "sauna", "lift"],
        Nearby = [new NearbyPlace("São Bento station", "station", 1900)],
        Reviews = [new Review("Noisy street, we heard all of it.", "r1")],
    };

    private static readonly Property Near = Sample.Harbour with
    {
        Amenities = ["wifi", "outdoor_pool", "bar", "pets_allowed"],
        Nearby = [new NearbyPlace("São Bento station", "station", 480, 6)],
        Reviews = [new Review("A quiet room over the garden.", "r1")],
    };

    [Fact]
    public async Task Ask_for_places_tells_why_each_is_listed()
    {
        await using var assistant = await new TestAssistant().WithAsync(Near, Dear);

        var answer = await assistant.AskAsync("pet-friendly under €120 near the station");

        Assert.Equal(
            ["One place matches:", "Harbour Lane Hotel is a 4-star hotel.", "Pets are allowed. Bringing a pet costs EUR 10 per pet and night. Two dogs at most.", "São Bento station is 480 m away, 6 minutes on foot.", "A night at Harbour Lane Hotel costs from EUR 90 to EUR 180."],
            answer.Sentences.Select(sentence => sentence.Text));
        Assert.Equal(answer.Sentences.Skip(1).Select(sentence => sentence.Text), answer.CitedSpans);
        Assert.Contains("search_places", answer.Receipt.Timings.Keys);
    }

    [Fact]
    public async Task Ask_for_a_wish_leaves_out_who_does_not_fulfil_it()
    {
        await using var assistant = await new TestAssistant().WithAsync(Near, Dear);

        var answer = await assistant.AskAsync("somewhere quiet in Porto");

        Assert.Contains("A quiet room over the garden.", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Solar Alto", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hotels in Porto", "and with a sauna?", "hotels in Porto and with a sauna?", "Solar Alto is")]
    [InlineData("hotels in Porto", "only under €120", "hotels in Porto only under €120", "Harbour Lane Hotel is")]
    [InlineData("hotels in Porto under €400", "make it under €120", "hotels in Porto under €120", "Harbour Lane Hotel is")]
    [InlineData("hotels in Ghent", "or in Porto?", "hotels in Porto", "Solar Alto is")]
    public async Task Ask_for_less_narrows_the_search_before_it(string search, string message, string standalone, string first)
    {
        await using var assistant = await new TestAssistant().WithAsync(Near, Dear, Sample.Harbour with { Id = "hotel__ghent", Name = "Three Towers", Address = new Address("Ghent", "BE") });

        var before = await assistant.AskAsync(search);
        var answer = await assistant.AskAsync(message, before.Done.ConversationId);

        Assert.Equal(standalone, answer.Receipt.Question.Standalone);
        Assert.StartsWith(first, answer.Sentences[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("and how much is parking?")]
    [InlineData("and is there a sauna at the Harbour Lane Hotel?")]
    [InlineData("thanks")]
    public async Task Ask_something_else_after_a_search_leaves_it(string message)
    {
        await using var assistant = await new TestAssistant().WithAsync(Near, Dear);

        var before = await assistant.AskAsync("hotels in Porto");
        var answer = await assistant.AskAsync(message, before.Done.ConversationId);

        Assert.False(answer.Receipt.Question.AsksForPlaces);
    }

    [Theory]
    [InlineData("cheapest hotel in Porto", "Harbour Lane Hotel is")]
    [InlineData("best rated place in Porto", "Solar Alto is")]
    [InlineData("which hotel in Porto is closest to São Bento station?", "Harbour Lane Hotel is")]
    public async Task Ask_superlative_puts_that_one_first(string message, string first)
    {
        await using var assistant = await new TestAssistant().WithAsync(Near, Dear);

        Assert.StartsWith(first, (await assistant.AskAsync(message)).Sentences[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_what_leaves_nothing_says_which_filter_did_and_what_would_help()
    {
        await using var assistant = await new TestAssistant().WithAsync(Near, Dear);

        var answer = await assistant.AskAsync("hotels in Porto with a sauna under 100 euros");

        Assert.Equal(Verdict.Refused, answer.Done.Verdict);
        Assert.Equal(
            ["No place here is in Porto, at most EUR 100 and with sauna, so nothing was searched.", "What no place is at once: at most EUR 100 and with sauna.", "Without the price limit: 1 place.", "Without “sauna”: 1 place.", "Up to EUR 150: 1 place."],
            answer.Sentences.Select(sentence => sentence.Text));
    }

    [Fact]
    public async Task Ask_what_is_not_wanted_is_told_and_not_filtered()
    {
        await using var assistant = await new TestAssistant().WithAsync(Near, Dear);

        var answer = await assistant.AskAsync("hotels in Porto without a bar");

        Assert.Contains("What is not wanted was not filtered out: \"bar\".", answer.Text, StringComparison.Ordinal);
        Assert.Empty(answer.Passages.Filters.Amenities);
    }

    [Fact]
    public async Task Ask_which_is_closer_says_it_and_cites_both()
    {
        await using var assistant = await new TestAssistant().WithAsync(Near, Dear);

        var answer = await assistant.AskAsync("Which is closer to the station, Harbour Lane Hotel or Solar Alto?");

        Assert.Equal("Harbour Lane Hotel is closer: 480 m, against 1.9 km at Solar Alto.", answer.Sentences[0].Text);
        Assert.Equal([Near.Id, Dear.Id], answer.Sentences[0].Citations.Select(citation => answer.Passages.Passages.Single(passage => passage.Ref == citation.Ref).PropertyId));
    }

    [Fact]
    public async Task Ask_to_compare_lets_each_speak_or_says_that_nothing_is_known()
    {
        await using var assistant = await new TestAssistant().WithAsync(Sample.Harbour, Sample.Mill);

        var answer = await assistant.AskAsync("Compare breakfast at The Mill Hostel and Harbour Lane Hotel");

        Assert.Contains("Breakfast is served from 07:30 until 10:00.", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing is known here about that at Harbour Lane Hotel.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_than_the_other_compares_with_the_page_that_is_open()
    {
        await using var assistant = await new TestAssistant().WithAsync(Sample.Harbour, Sample.Mill);

        var answer = await assistant.AskAsync("Are you cheaper than The Mill Hostel?", focus: [Sample.Harbour.Id]);

        Assert.Equal("The Mill Hostel is cheaper: from EUR 30 a night, against from EUR 90 a night at Harbour Lane Hotel.", answer.Sentences[0].Text);
    }

    [Fact]
    public async Task Ask_after_a_listing_the_second_one_is_known()
    {
        await using var assistant = await new TestAssistant().WithAsync(Near, Dear);
        var listing = await assistant.AskAsync("Show me hotels in Porto");

        var second = await assistant.AskAsync("How much is a night at the second one?", listing.Done.ConversationId);
        var cheaper = await assistant.AskAsync("And is there parking at the cheaper one?", listing.Done.ConversationId);

        Assert.Equal([Near.Id], second.Passages.Focus);
        Assert.Equal([Near.Id], cheaper.Passages.Focus);
    }

    [Fact]
    public void NearbyKinds_are_those_of_the_schema() =>
        Assert.All(Vocabulary.NearbyKinds, kind => Assert.Contains($"\"{kind}\"", PropertySchema.Text, StringComparison.Ordinal));
}
