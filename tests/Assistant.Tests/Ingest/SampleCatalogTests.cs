using Assistant.Ingest;
using Assistant.Ingest.Properties;
using Assistant.Testing;

namespace Assistant.Tests.Ingest;

/// <summary>The sample catalogue keeps to its own schema and is as rich as it says.</summary>
public sealed class SampleCatalogTests
{
    private static readonly IReadOnlyList<SourceItem> Items = Read();

    [Fact]
    public void Catalog_has_no_broken_line() => Assert.DoesNotContain(Items, item => item.Error is not null);

    [Fact]
    public void Catalog_is_as_large_as_the_README_says()
    {
        var cities = Items.Select(item => item.Document!.Property.Address!.City).Distinct().Count();

        Assert.Contains($"{Items.Count} invented places in {cities} cities", File.ReadAllText(Repository.File("README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Catalog_each_place_has_enough_to_ask_about() => Assert.All(Items, item =>
    {
        var property = item.Document!.Property;
        Assert.True(property is { Location: not null, Price: not null, GuestRating: not null, Rooms.Count: > 0 }, property.Id);
        Assert.True(property.Faqs.Count >= 6 && property.Reviews.Count >= 8 && property.Policies.Count >= 8 && property.Descriptions.Count >= 2, property.Id);
    });

    [Fact]
    public void Catalog_repeats_no_sentence_between_places()
    {
        var sentences = Items.SelectMany(item => item.Document!.Passages.Where(passage => passage.Tier != Tier.Structured)
            .SelectMany(passage => Assistant.Text.Sentences.Split(passage.Text).Select(range => (passage.PropertyId, Sentence: passage.Text[range]))))
            .Where(pair => pair.Sentence.Split(' ').Length >= 5).Distinct();

        Assert.Empty(sentences.GroupBy(pair => pair.Sentence).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    private static List<SourceItem> Read()
    {
        var format = new PropertiesFormat(new PropertySchema());
        return [.. Directory.EnumerateFiles(Repository.File("eval/catalog"), "*.jsonl").Order().SelectMany(file => format.ReadAsync(file, default).ToBlockingEnumerable())];
    }
}
