using Assistant.Ingest.Properties;

namespace Assistant.Tests;

/// <summary>What is no plain question about content: greetings, searches for places, the wish to hear guests; and what is asked word for word.</summary>
public sealed class WaysToAskTests
{
    [Theory]
    [InlineData("hi")]
    [InlineData("Good morning!")]
    [InlineData("what can you do?")]
    public async Task Ask_greeting_says_what_can_be_asked(string message)
    {
        await using var assistant = await new TestAssistant().WithAsync(Sample.Harbour);

        var answer = await assistant.AskAsync(message);

        Assert.Equal(Verdict.Refused, answer.Done.Verdict);
        Assert.StartsWith("Ask about a place to stay", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_thanks_does_not_repeat_the_answer()
    {
        await using var assistant = await new TestAssistant().WithAsync(Sample.Harbour);
        var first = await assistant.AskAsync("Can I bring my dog to Harbour Lane Hotel?");

        var thanks = await assistant.AskAsync("thanks!", first.Done.ConversationId);
        var after = await assistant.AskAsync("how much is it?", first.Done.ConversationId);

        Assert.DoesNotContain("Pets", thanks.Text, StringComparison.Ordinal);
        Assert.Contains("EUR 10", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_for_places_lists_them_best_rated_first()
    {
        var quiet = Sample.Harbour with { Id = "hotel__porto-quiet", Name = "Quiet Corner", GuestRating = 9.4 };
        await using var assistant = await new TestAssistant().WithAsync(Sample.Harbour, Sample.Mill, quiet);

        var answer = await assistant.AskAsync("Show me hotels in Porto");

        Assert.Equal(Verdict.Quoted, answer.Done.Verdict);
        Assert.Equal(
            ["2 places match, those that guests rate best first:", "Quiet Corner is a 4-star hotel.", "Harbour Lane Hotel is a 4-star hotel."],
            answer.Sentences.Select(sentence => sentence.Text));
        Assert.Equal(["hotel__porto-quiet", "hotel__porto-harbour"], answer.Passages.Passages.Select(passage => passage.PropertyId));
    }

    [Theory]
    [InlineData("Tell me about The Mill Hostel")]
    [InlineData("What kind of place is The Mill Hostel?")]
    public async Task Ask_about_a_place_tells_what_it_is(string question)
    {
        var place = Sample.Mill with { Descriptions = [new Description("A mill until 1970. The wheel still turns.")] };
        await using var assistant = await new TestAssistant().WithAsync(place, Sample.Harbour);

        Assert.Equal("The Mill Hostel is a hostel. A mill until 1970. The wheel still turns.", (await assistant.AskAsync(question)).Text);
    }

    [Fact]
    public async Task Ask_for_places_with_something_else_is_a_question()
    {
        await using var assistant = await new TestAssistant().WithAsync(Sample.Harbour, Sample.Mill);

        var answer = await assistant.AskAsync("Show me hotels in Porto with a helipad");

        Assert.DoesNotContain("match", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_for_what_places_have_leaves_out_those_that_have_not()
    {
        var garage = Sample.Harbour with { Id = "hotel__porto-garage", Name = "Garage Inn", Policies = new Dictionary<string, Policy> { ["parking"] = new("yes") } };
        await using var assistant = await new TestAssistant().WithAsync(Sample.Harbour, garage);

        var answer = await assistant.AskAsync("Which hotels in Porto have parking?");

        Assert.Equal("One place matches: Garage Inn is a 4-star hotel. Parking is available.", answer.Text);
    }

    [Fact]
    public async Task Ask_what_guests_say_is_answered_by_guests()
    {
        var place = Sample.Mill with { Descriptions = [new Description("The bathrooms are clean and bright.")] };
        await using var assistant = await new TestAssistant().WithAsync(place);

        var answer = await assistant.AskAsync("What do guests say about the bathrooms at The Mill Hostel?");

        Assert.Equal("Very quiet dorm and clean bathrooms.", answer.Text);
    }

    [Fact]
    public async Task Ask_what_the_owner_was_asked_word_for_word_gives_the_owners_answer()
    {
        var place = Sample.Mill with { Faqs = [new Faq("And what about Kroll?", "He sleeps in the office and may be greeted.", "kroll")] };
        await using var assistant = await new TestAssistant().WithAsync(place);

        var answer = await assistant.AskAsync("and what about kroll", focus: [place.Id]);

        Assert.Equal("He sleeps in the office and may be greeted.", answer.Text);
    }

    [Theory]
    [InlineData("What is the address of Harbour Lane Hotel?", "The address of Harbour Lane Hotel is Rua A 1, 4050-001 Porto, Portugal. It is in the Ribeira area of Porto.")]
    [InlineData("How much is a night at Harbour Lane Hotel?", "A night at Harbour Lane Hotel costs from EUR 90 to EUR 180.")]
    [InlineData("Are children welcome at Harbour Lane Hotel?", "Children are welcome. From six years.")]
    public async Task Ask_for_a_fact_gets_it_whole(string question, string expected)
    {
        var place = Sample.Harbour with { Policies = new Dictionary<string, Policy>(Sample.Harbour.Policies) { ["children"] = new("yes", Note: "From six years.") } };
        await using var assistant = await new TestAssistant().WithAsync(place);

        Assert.StartsWith(expected, (await assistant.AskAsync(question)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Passages_two_places_nearby_of_one_name_have_ids_of_their_own()
    {
        var place = Sample.Mill with { Nearby = [new NearbyPlace("Bus stop", "bus", 100), new NearbyPlace("Bus stop", "bus", 250)] };

        var ids = PropertyPassages.Of(place).Select(passage => passage.Id).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Contains("hostel__ghent-mill#nearby/bus-stop~2", ids);
    }
}
