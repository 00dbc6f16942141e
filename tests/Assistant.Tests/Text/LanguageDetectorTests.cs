using System.Diagnostics;
using Assistant.Testing;
using Assistant.Text;

namespace Assistant.Tests.Text;

public sealed class LanguageDetectorTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<(string Language, string Text)> Questions =
        [.. File.ReadLines(Repository.File("tests/Assistant.Tests/Text/questions-by-language.txt")).Where(line => line[0] != '#').Select(line => (line[..2], line[3..]))];

    [Fact]
    public void Detect_reads_short_questions()
    {
        var wrong = Questions.Where(question => (LanguageDetector.Detect(question.Text) ?? "en") != question.Language).ToList();
        foreach (var (language, text) in wrong) output.WriteLine($"{language} {text} -> {LanguageDetector.Detect(text)}");
        output.WriteLine($"{Questions.Count - wrong.Count} of {Questions.Count}");

        Assert.InRange(wrong.Count, 0, Questions.Count * 3 / 100);
        Assert.DoesNotContain(wrong, question => question.Language == "en");
    }

    [Theory]
    [InlineData("Gibt es Parkplätze?", "de")]
    [InlineData("Hay piscina?", "es")]
    [InlineData("駐車場はありますか", "ja")]
    [InlineData("Is breakfast included at La Quarta Arcata?", "en")]
    [InlineData("DÜRFEN HUNDE MIT?", "de")]
    public void Detect_examples(string text, string language) => Assert.Equal(language, LanguageDetector.Detect(text));

    [Theory]
    [InlineData("")]
    [InlineData("???")]
    [InlineData("Xyzzy 12")]
    public void Detect_is_silent_where_words_say_nothing(string text) => Assert.Null(LanguageDetector.Detect(text));

    [Fact]
    public void Detect_takes_less_than_a_millisecond()
    {
        foreach (var (_, text) in Questions) LanguageDetector.Detect(text);
        var times = Questions.Select(question =>
        {
            var started = Stopwatch.GetTimestamp();
            LanguageDetector.Detect(question.Text);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }).Order().ToList();
        output.WriteLine($"median {times[times.Count / 2]:0.000} ms");

        Assert.InRange(times[times.Count / 2], 0, 1);
    }
}
