using Assistant.Text;

namespace Assistant.Tests.Text;

public sealed class LexiconTests
{
    public static TheoryData<string> EachLanguage => [.. Lexicon.Languages];

    [Theory]
    [InlineData("de", "Gibt es Parkplätze?", "park")]
    [InlineData("de", "Gibt es Hotelparkplätze?", "park")]
    [InlineData("fr", "Le petit déjeuner est-il compris ?", "breakfast")]
    [InlineData("es", "¿Hay piscina?", "pool")]
    [InlineData("it", "C'è l'ascensore?", "lift")]
    [InlineData("pt", "Aceitam cães?", "dog")]
    [InlineData("nl", "Is er een zwembad?", "pool")]
    [InlineData("da", "Er der morgenmad?", "breakfast")]
    [InlineData("pl", "Czy można przyjechać z psem?", "dog")]
    [InlineData("ja", "駐車場はありますか", "park")]
    public void Render_says_what_it_is_about_in_English(string language, string text, string term) =>
        Assert.Contains(term, TextAnalyzer.Terms(Lexicon.Of(language)!.Render(text).Text));

    [Theory]
    [InlineData("de", "Kann man hier bei Ihnen auch Brieftauben mitbringen?", "Brieftauben")]
    [InlineData("ja", "乗馬はありますか", "乗馬")]
    public void Render_keeps_what_it_does_not_know(string language, string text, string word) => Assert.Contains(word, Lexicon.Of(language)!.Render(text).Text);

    [Theory]
    [InlineData("de", "Wie viel kostet das?")]
    [InlineData("fr", "À quelle heure ?")]
    [InlineData("es", "¿Cuánto cuesta?")]
    [InlineData("it", "Quanto costa?")]
    [InlineData("pt", "Quanto custa?")]
    [InlineData("nl", "Hoeveel kost dat?")]
    [InlineData("da", "Hvad koster det?")]
    [InlineData("pl", "Ile to kosztuje?")]
    [InlineData("ja", "いくらですか")]
    public void Render_keeps_that_an_amount_is_asked_for(string language, string text) => Assert.True(QuestionTerms.Of(text, [], language).AsksAmount);

    [Fact]
    public void SourceOf_finds_the_words_behind()
    {
        var rendering = Lexicon.Of("de")!.Render("Welche Hotels in Wien haben eine Sauna?");

        Assert.Equal("Wien", rendering.SourceOf("Vienna"));
        Assert.Equal("nowhere", rendering.SourceOf("nowhere"));
    }

    [Theory]
    [MemberData(nameof(EachLanguage))]
    public void Of_every_aspect_guests_ask_for_most_has_a_word(string language)
    {
        var lexicon = Resources.ReadText($"Understand.Languages.{language}.txt");

        foreach (var word in new[] { "parking", "breakfast", "dog", "pool", "check-in", "check-out", "cancel", "luggage", "smoking", "lift", "child", "towel" })
        {
            Assert.Contains(lexicon.Split('\n'), line => line.StartsWith($"{word} =", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Of_English_and_unknown_languages_have_none() => Assert.Equal([null, null], [Lexicon.Of("en"), Lexicon.Of("sv")]);
}
