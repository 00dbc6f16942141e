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
    public void Opening_is_in_the_asker_s_language_and_tone(string language, Tone tone, string opening) => Assert.Equal(opening, Sample.In(language).Opening("Ada", "Inn One", "Kim", tone));

    [Fact]
    public void Nobody_is_greeted_by_no_name() => Assert.StartsWith("Hello,", Sample.In("en").Opening(null, "Inn One", "Kim", Tone.Neutral), StringComparison.Ordinal);

    [Fact]
    public void Every_placeholder_is_filled_wherever_it_stands()
    {
        var own = new Courtesy("{agent.name} to {guest.name}:", "{agent.name}:", new Dictionary<Tone, string> { [Tone.Neutral] = "{property.name} says, {guest.name}:" }, "{property.name}, {agent.name}");
        Assert.Equal(("Kim to Ada:\n\nInn One says, Ada:", "Inn One, Kim"), (own.Opening("Ada", "Inn One", "Kim", Tone.Upset), own.Closing("Ada", "Inn One", "Kim")));
    }

    [Fact]
    public void No_courtesy_promises_anything() =>
        Assert.All(LanguagesAndTones(), pair => Assert.Empty(PromiseCheck.Find($"{Sample.In(pair.Language).Opening("Ada", "Inn One", "Kim", pair.Tone)} {Sample.In(pair.Language).Closing("Ada", "Inn One", "Kim")}", [])));

    [Theory]
    [InlineData("{}", "no \"en\"")]
    [InlineData("""{"en":{"hello":"Hi","helloNobody":"Hi","says":{},"regards":"Bye"}}""", "says with neutral")]
    [InlineData("""{"en":null}""", "says with neutral")]
    [InlineData("null", "no \"en\"")]
    [InlineData("nothing", "cannot be read")]
    public void Broken_file_says_what_is_missing(string json, string said)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("courtesy.json"), json);
        Assert.Contains(said, Assert.Throws<InvalidOperationException>(() => CourtesyBook.Read(folder.File("courtesy.json"))).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Language, Tone Tone)> LanguagesAndTones() => from language in new[] { "en", "de", "fr", "es", "it", "nl", "pl", "pt" } from tone in Enum.GetValues<Tone>() select (language, tone);
}
