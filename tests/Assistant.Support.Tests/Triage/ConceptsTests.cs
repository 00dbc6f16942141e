using Assistant.Support.Triage;

namespace Assistant.Support.Tests.Triage;

public sealed class ConceptsTests
{
    private static readonly Concepts Few = Concepts.Parse("# comment\n[allergy]\nallerg*\nepi pen\n[refund]\nmoney .. back\n");

    [Theory]
    [InlineData("My son is ALLERGIC to nuts", "allergic")]
    [InlineData("She carries an epi pen.", "epi pen")]
    public void Of_word_prefix_or_phrase_is_found(string text, string words) => Assert.Equal(words, Few.Of(text)["allergy"]);

    [Theory]
    [InlineData("I want my money for last night back", true)]
    [InlineData("money one two three four five back", false)]
    [InlineData("back with my money", false)]
    public void Of_phrase_with_room_holds_four_words_at_most(string text, bool isFound) => Assert.Equal(isFound, Few.Of(text).ContainsKey("refund"));

    [Fact]
    public void Of_accents_and_apostrophes_do_not_matter() => Assert.Contains("health-words", Concepts.Default.Of("Je suis enceinte, c'est grave ?").Keys);

    [Fact]
    public void Parse_entry_without_name_says_where() => Assert.Contains("Line 1", Assert.Throws<FormatException>(() => Concepts.Parse("word")).Message);
}
