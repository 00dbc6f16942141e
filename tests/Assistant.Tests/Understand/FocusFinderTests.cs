using Assistant.Index;
using Assistant.Understand;

namespace Assistant.Tests.Understand;

public sealed class FocusFinderTests
{
    private static readonly PropertySummary Acorn = Summary("hotel__1", "Acorn Guest House", "hotel");
    private static readonly PropertySummary Nirala = Summary("restaurant__2", "The Nirala", "restaurant");
    private static readonly PropertyNames Names = new([Acorn, Nirala]);

    [Fact]
    public void Find_name_in_the_message_wins_over_the_page() =>
        Assert.Equal("hotel__1", Find("Is the Acorn quiet?", [], [Nirala]).Single().PropertyId);

    [Fact]
    public void Find_page_wins_over_the_conversation() =>
        Assert.Equal("restaurant__2", Find("Is it quiet?", [new Turn(Speaker.User, "I like the Acorn Guest House")], [Nirala]).Single().PropertyId);

    [Fact]
    public void Find_last_mention_of_the_conversation() =>
        Assert.Equal("restaurant__2", Find("Is it quiet?", [new(Speaker.User, "the Acorn Guest House?"), new(Speaker.Assistant, "Or the Nirala.")]).Single().PropertyId);

    [Fact]
    public void Find_kind_word_goes_back_to_that_kind() =>
        Assert.Equal("hotel__1", Find("Does the hotel have wifi?", [new(Speaker.User, "the Acorn Guest House?"), new(Speaker.Assistant, "Eat at the Nirala.")]).Single().PropertyId);

    [Fact]
    public void Find_stored_focus_of_a_turn_needs_no_name()
    {
        var turn = new Turn(Speaker.User, "Is it quiet?") { Focus = [new Focus("hotel__1", "Acorn Guest House", "hotel", "Acorn")] };

        Assert.Equal(("hotel__1", "the conversation so far"), Find("And clean?", [turn]).Select(focus => (focus.PropertyId, focus.Because)).Single());
    }

    [Fact]
    public void Find_nothing_says_nothing() => Assert.Empty(Find("Is it quiet?", []));

    private static IReadOnlyList<Focus> Find(string message, IReadOnlyList<Turn> history, IReadOnlyList<PropertySummary>? page = null) =>
        FocusFinder.Find(message, history, page ?? [], Names);

    private static PropertySummary Summary(string id, string name, string kind) => new(id, name, kind, null, null, null, null, null, null, null, [], 1);
}
