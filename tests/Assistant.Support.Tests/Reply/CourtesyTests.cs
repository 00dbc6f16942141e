using Assistant.Support.Reply;
using Assistant.Support.Triage;
using Assistant.Testing;

namespace Assistant.Support.Tests.Reply;

public sealed class CourtesyTests
{
    private static readonly CourtesyBook Sample = CourtesyBook.Read(new SupportOptions().Courtesy);

    [Theory]
    [InlineData("en", Tone.Upset, "Hello Ada,\n\nI am sorry that this has been trouble. This is what Inn One says about it:")]
    [InlineData("de", Tone.Neutral, "Guten Tag Ada,\n\nvielen Dank für Ihre Nachricht. Dazu schreibt Inn One:")]
    [InlineData("ja", Tone.Friendly, "Hello Ada,\n\nthank you for your kind message. This is what Inn One says about it:")]
    public void Opening_is_in_the_asker_s_language_and_tone(string language, Tone tone, string opening) => Assert.Equal(opening, Sample.In(language).Opening("Ada", "Inn One", tone));

    [Fact]
    public void Nobody_is_greeted_by_no_name() => Assert.StartsWith("Hello,", Sample.In("en").Opening(null, "Inn One", Tone.Neutral), StringComparison.Ordinal);

    [Fact]
    public void No_courtesy_promises_anything() =>
        Assert.All(LanguagesAndTones(), pair => Assert.Empty(PromiseCheck.Find($"{Sample.In(pair.Language).Opening("Ada", "Inn One", pair.Tone)} {Sample.In(pair.Language).Closing("Kim")}", [])));

    [Theory]
    [InlineData("{}", "no \"en\"")]
    [InlineData("""{"en":{"hello":"Hi","helloNobody":"Hi","says":{},"regards":"Bye"}}""", "says with neutral")]
    [InlineData("nothing", "cannot be read")]
    public void Broken_file_says_what_is_missing(string json, string said)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("courtesy.json"), json);
        Assert.Contains(said, Assert.Throws<InvalidOperationException>(() => CourtesyBook.Read(folder.File("courtesy.json"))).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Language, Tone Tone)> LanguagesAndTones() => from language in new[] { "en", "de", "fr", "es", "it", "nl", "pl", "pt" } from tone in Enum.GetValues<Tone>() select (language, tone);
}
