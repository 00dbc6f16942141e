using Assistant.Text;

namespace Assistant.Tests.Text;

public sealed class TextAnalyzerTests
{
    [Fact]
    public void Terms_english_is_folded_stemmed_and_without_stop_words() =>
        Assert.Equal(["breakfast", "serv", "cafe", "kitti"], TextAnalyzer.Terms("The breakfasts are served at the café's kitties"));

    [Theory]
    [InlineData("check-in")]
    [InlineData("Check in")]
    [InlineData("checking in")]
    public void Terms_spellings_of_check_in_are_one_term(string text) => Assert.Equal(["checkin"], TextAnalyzer.Terms(text));

    [Theory]
    [InlineData("Wi-Fi", "wifi")]
    [InlineData("air-conditioning", "aircon")]
    [InlineData("A/C", "aircon")]
    public void Terms_compounds_are_one_term(string text, string expected) => Assert.Equal([expected], TextAnalyzer.Terms(text));

    [Fact]
    public void Terms_german_is_stemmed_as_german() => Assert.Equal(TextAnalyzer.Terms("Zimmern", "de"), TextAnalyzer.Terms("Zimmer", "de"));

    [Fact]
    public void Terms_japanese_is_cut_into_bigrams() => Assert.Equal(["静か", "かな"], TextAnalyzer.Terms("静かな", "ja"));

    [Fact]
    public void Terms_unknown_language_is_only_folded() => Assert.Equal(["krakow", "plaza"], TextAnalyzer.Terms("Kraków Plaza", "xx"));

    [Fact]
    public void Hash_is_the_same_on_every_machine() => Assert.Equal(TextAnalyzer.Hash("park"), TextAnalyzer.Hash("park"));

    [Fact]
    public void Fold_drops_case_and_diacritics() => Assert.Equal("krakow sao joao strasse", TextAnalyzer.Fold("Kraków São João Straße"));

    [Fact]
    public async Task Terms_many_threads_agree()
    {
        var expected = TextAnalyzer.Terms("Parking is free for all guests");

        var all = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => TextAnalyzer.Terms("Parking is free for all guests"))));

        Assert.All(all, terms => Assert.Equal(expected, terms));
    }
}
