using System.Text.Json;
using Assistant.Privacy;
using Assistant.Testing;

namespace Assistant.Tests.Privacy;

/// <summary>What is found of the marked personal data of <c>eval/datasets/privacy</c>, on the half that was not built on. A span is found where all of it is.</summary>
public sealed class PersonalDataTests
{
    // At most one span below what was measured.
    [Theory]
    [InlineData("email", 1.0)]
    [InlineData("booking", 1.0)]
    [InlineData("card", 1.0)]
    [InlineData("phone", 0.96)]
    [InlineData("address", 0.94)]
    [InlineData("passport", 0.92)]
    [InlineData("name", 0.975)]
    public void Held_out_texts_are_masked_as_measured(string kind, double recall)
    {
        var (found, marked) = (0, 0);
        foreach (var (text, spans) in HeldOut())
        {
            var data = PersonalData.Find(text);
            foreach (var span in spans.Where(span => span.Kind == kind))
            {
                marked++;
                if (Enumerable.Range(span.Start, span.Length).All(i => !char.IsLetterOrDigit(text[i]) || data.Any(datum => i >= datum.Start && i < datum.End))) found++;
            }
        }

        Assert.True(marked > 0 && found >= recall * marked, $"{kind}: {found} of {marked}");
    }

    [Fact]
    public void Held_out_texts_keep_what_is_no_personal_data()
    {
        var (right, all) = (0, 0);
        foreach (var (text, spans) in HeldOut())
        {
            foreach (var datum in PersonalData.Find(text))
            {
                all++;
                if (spans.Any(span => datum.Start < span.Start + span.Length && span.Start < datum.End)) right++;
            }
        }

        Assert.True(all > 0 && right >= .945 * all, $"{right} of {all}");
    }

    [Theory]
    [InlineData("reply to ivo underscore r at fernpost dot example please", "ivo underscore r at fernpost dot example")]
    [InlineData("it is lena at oak dash mill . example, all small", "lena at oak dash mill . example")]
    [InlineData("write to anna (at) web .de today", "anna (at) web .de")]
    [InlineData("write to anna @ web. de today", "anna @ web. de")]
    [InlineData("write to kim (at) mail. example today", "kim (at) mail. example")]
    [InlineData("write to anna .meyer at web.de today", "anna .meyer at web.de")]
    [InlineData("He forgot his hat at breakfast. It is grey.", null)]
    [InlineData("Somebody picked up at nine. At ten nobody did.", null)]
    public void Spelt_addresses_end_where_the_sentence_does(string text, string? address)
    {
        var found = PersonalData.Find(text).Where(datum => datum.Kind == PersonalDataKind.Email).Select(datum => text.Substring(datum.Start, datum.Length));
        Assert.Equal(address is null ? [] : [address], found);
    }

    private static IEnumerable<(string Text, IReadOnlyList<(string Kind, int Start, int Length)> Spans)> HeldOut() =>
        from line in File.ReadLines(Repository.File("eval/datasets/privacy/texts.jsonl")).Select(line => JsonElement.Parse(line))
        where line.GetProperty("split").GetString() == "test"
        let text = line.GetProperty("text").GetString()!
        select (text, (IReadOnlyList<(string, int, int)>)[.. line.GetProperty("spans").EnumerateArray().Select(span => (span.GetProperty("kind").GetString()!, Position(text, span), span.GetProperty("text").GetString()!.Length))]);

    private static int Position(string text, JsonElement span)
    {
        var at = -1;
        for (var i = 0; i < span.GetProperty("nth").GetInt32(); i++) at = text.IndexOf(span.GetProperty("text").GetString()!, at + 1, StringComparison.Ordinal);
        return at;
    }
}
