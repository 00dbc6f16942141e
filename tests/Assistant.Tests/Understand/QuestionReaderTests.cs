using Assistant.Understand;

namespace Assistant.Tests.Understand;

public sealed class QuestionReaderTests : IAsyncLifetime
{
    private readonly TestAssistant assistant = new();

    public async ValueTask InitializeAsync() => await assistant.WithAsync(Sample.Harbour, Sample.Mill);

    public ValueTask DisposeAsync() => assistant.DisposeAsync();

    [Theory]
    [InlineData("Habt ihr einen Pool?", "de")]
    [InlineData("Does The Mill Hostel have a kitchen?", "en")]
    [InlineData("Is there a kitchen in Casa Roldana?", "en")]
    [InlineData("朝食はいくらですか", "ja")]
    public async Task Read_tells_the_language(string message, string language) => Assert.Equal(language, (await ReadAsync(message, [])).Language);

    [Fact]
    public async Task Read_words_without_a_language_are_of_the_one_spoken_before() =>
        Assert.Equal("nl", (await ReadAsync("1.98?", [new(Speaker.User, "Hoe groot zijn de bedden?")])).Language);

    [Theory]
    [InlineData("Welche Hostels in Gent haben Schließfächer?", "Gent")]
    [InlineData("Quels hostels à Gand ont des casiers ?", "Gand")]
    public async Task Read_city_in_the_language_of_the_question(string message, string words)
    {
        var question = await ReadAsync(message, []);

        Assert.Equal("Ghent", question.Filters.City);
        Assert.Equal(words, question.Mentions.Single(mention => mention.Key == "city").Words);
    }

    [Theory]
    [InlineData("Danke schön!")]
    [InlineData("merci")]
    [InlineData("Buongiorno")]
    [InlineData("ありがとう")]
    public async Task Read_greetings_and_thanks_ask_for_nothing(string message) => Assert.True((await ReadAsync(message, [])).IsSmallTalk);

    [Fact]
    public async Task Read_follow_up_in_another_language_borrows_its_subject()
    {
        var question = await ReadAsync("Und was kostet das?", [new(Speaker.User, "Gibt es im Harbour Lane Hotel Parkplätze?")]);

        Assert.Contains("Parkplätze", question.Standalone);
        Assert.Equal([Sample.Harbour.Id], question.Focus.Select(focus => focus.PropertyId));
    }

    [Fact]
    public async Task Read_nouns_in_capitals_are_no_unknown_place() => Assert.Null((await ReadAsync("Gibt es im Hotel Parkplätze oder eine Garage?", [], [Sample.Mill.Id])).UnknownPlace);

    [Fact]
    public async Task Read_follow_up_keeps_the_filters_of_its_question()
    {
        var question = await ReadAsync("How much does it cost?", [new(Speaker.User, "Which hostels in Ghent have parking?")]);

        Assert.Equal("Ghent", question.Filters.City);
        Assert.Equal(["hostel"], question.Filters.PropertyKinds);
        Assert.Equal(["city", "propertyKinds", "anyAmenities"], question.Mentions.Select(mention => mention.Key));
    }

    [Fact]
    public async Task Read_follow_up_sets_a_filter_anew()
    {
        var question = await ReadAsync("How much is it at hostels?", [new(Speaker.User, "Which apartments in Ghent have parking?")]);

        Assert.Equal("Ghent", question.Filters.City);
        Assert.Equal(["hostel"], question.Filters.PropertyKinds);
    }

    [Theory]
    [InlineData("GBP", null, "GBP")]
    [InlineData("EUR", 100, "EUR")]
    [InlineData(null, 100, "EUR")]
    public async Task Read_price_and_its_currency_go_together(string? given, int? most, string currency)
    {
        var question = await ReadAsync("Which hostels under €100 have lockers?", [], filters: new Filters { Currency = given });

        Assert.Equal(((decimal?)most, currency), (question.Filters.MaxPrice, question.Filters.Currency));
        Assert.Equal(most is not null, question.Mentions.Any(mention => mention.Key == "maxPrice"));
    }

    [Fact]
    public async Task Read_follow_up_is_about_the_place_its_question_named_not_the_page()
    {
        var question = await ReadAsync("How much is it?", [new(Speaker.User, "Does Harbour Lane Hotel have parking?")], [Sample.Mill.Id]);

        Assert.Equal([Sample.Harbour.Id], question.Focus.Select(focus => focus.PropertyId));
    }

    [Theory]
    [InlineData("Is it quiet?", true)]
    [InlineData("Does the hostel have a kitchen?", true)]
    [InlineData("Which places in Ghent have a kitchen?", false)]
    [InlineData("Is there parking in Porto?", false)]
    [InlineData("Is there a bus from Porto?", true)]
    [InlineData("Which hotels have a pool?", false)]
    public async Task Read_page_stays_in_view_until_the_question_leaves_it(string message, bool stays) =>
        Assert.Equal(stays ? [Sample.Mill.Id] : [], (await ReadAsync(message, [], [Sample.Mill.Id])).Focus.Select(focus => focus.PropertyId));

    [Theory]
    [InlineData("Does the Hilton Garden Inn London have parking?", "Hilton Garden Inn London")]
    [InlineData("And does the Marriott Downtown have parking?", "Marriott Downtown")]
    [InlineData("What about the Marriott?", "Marriott")]
    [InlineData("Does the Ritz hotel have parking?", "Ritz hotel")]
    [InlineData("Does the Harbour Suite have a bath?", null)]
    [InlineData("Is there a garage near the Marriott Hotel?", null)]
    [InlineData("Is there a bus from the Marriott Hotel?", null)]
    [InlineData("Do you take American Express?", null)]
    [InlineData("Does the TV have Netflix?", null)]
    [InlineData("Does The Hostel Have Parking?", null)]
    [InlineData("DOES THE MARRIOTT HAVE PARKING", null)]
    [InlineData("Which hotel in Porto has parking?", null)]
    public async Task Read_name_of_no_place_here_is_told_and_no_other_place_steps_in(string message, string? unknown)
    {
        var question = await ReadAsync(message, [new(Speaker.User, "Does The Mill Hostel have lockers?")], [Sample.Mill.Id]);

        Assert.Equal(unknown, question.UnknownPlace);
        if (unknown is not null) Assert.Empty(question.Focus);
    }

    [Fact]
    public async Task Read_what_the_place_tells_of_itself_is_no_other_place()
    {
        await assistant.WithAsync(Sample.Mill with { Faqs = [new Faq("Who has the Millstone Penthouse?", "Groups.", "x")] });

        Assert.Null((await ReadAsync("Does the Millstone Penthouse have a kitchen?", [], [Sample.Mill.Id])).UnknownPlace);
    }

    private Task<Question> ReadAsync(string message, IReadOnlyList<Turn> history, IReadOnlyList<string>? page = null, Filters? filters = null) =>
        assistant.Get<QuestionReader>().ReadAsync(new AskRequest(message, Focus: page, Filters: filters), history, TestContext.Current.CancellationToken);
}
