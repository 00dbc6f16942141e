using Assistant.Ingest;
using Assistant.Testing;

namespace Assistant.Tests;

/// <summary>Questions to real content: 10,882 passages about 143 places in Cambridge, and the facts of its hotels.</summary>
public sealed class RealDataTests
{
    [Theory]
    [InlineData("Does Hobsons House have clean bathrooms?", "hotel__20", "bathroom")]
    [InlineData("Is there free parking at the Acorn Guest House?", "hotel__1", "parking")]
    [InlineData("is the wifi at the lensfield hotel any good", "hotel__29", "wi")]
    [InlineData("What time is check-in at the Gonville Hotel?", "hotel__18", "check")]
    [InlineData("Do they have vegetarian options at Wagamama?", "restaurant__12638", "veg")]
    public async Task Ask_real_question_is_answered_from_the_right_place(string question, string property, string word)
    {
        await using var assistant = await RealAsync();

        var answer = await assistant.AskAsync(question);

        Assert.Equal(Verdict.Quoted, answer.Done.Verdict);
        Assert.Equal([property], answer.Passages.Focus);
        Assert.All(answer.Sentences.SelectMany(sentence => sentence.Citations), citation => Assert.StartsWith(property, citation.PassageId, StringComparison.Ordinal));
        Assert.Contains(word, answer.Text, StringComparison.OrdinalIgnoreCase);
        var spans = answer.Passages.Passages.ToDictionary(passage => passage.Ref, passage => passage.Text);
        Assert.All(answer.Sentences.Where(sentence => sentence.Citations.Count == 1), quote => // "Of 3 guests ..." cites several, and quotes none
            Assert.Equal(quote.Text, spans[quote.Citations[0].Ref][quote.Citations[0].Start..quote.Citations[0].End]));
    }

    [Fact]
    public async Task Ingest_real_sets_are_whole_and_join()
    {
        await using var assistant = await RealAsync();

        var description = await assistant.Index.DescribeAsync(Tenants.Default, TestContext.Current.CancellationToken);
        var acorn = await assistant.Index.FindPropertyAsync(Tenants.Default, "hotel__1", TestContext.Current.CancellationToken);

        Assert.Equal(143, description.Properties);
        Assert.True(description.Passages > 10_882);
        Assert.Equal(("Cambridge", "154 Chesterton Road"), (acorn!.Address!.City, acorn.Address.Street));
    }

    private static async Task<TestAssistant> RealAsync()
    {
        var reviews = Repository.Shared("data/dstc11-val");
        var facts = Repository.Shared("data/cambridge-hotels");
        Assert.SkipUnless(reviews is not null && facts is not null, "SKIPPED: the real data is not beside this checkout (../shared/data)");
        var assistant = new TestAssistant();
        foreach (var (format, path) in ((string[])[reviews, facts]).SelectMany(source => assistant.Get<SourceFormats>().Resolve(source)))
        {
            await assistant.Get<Ingestor>().IngestAsync(format, path, Tenants.Default, null, TestContext.Current.CancellationToken);
        }

        return assistant;
    }
}
