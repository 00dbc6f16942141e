using Assistant.Ingest;
using Assistant.Ingest.Beir;
using Assistant.Ingest.MultiWoz;
using Assistant.Ingest.Properties;
using Assistant.Testing;

namespace Assistant.Tests.Ingest;

public sealed class SourceFormatsTests : IDisposable
{
    private static readonly SourceFormats Formats = new([new BeirFormat(), new MultiWozFormat(), new PropertiesFormat(new PropertySchema())]);
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Resolve_tells_formats_apart()
    {
        var properties = folder.Write("hotels.jsonl", """{"id":"hotel__a","name":"A","kind":"hotel"}""");
        var facts = folder.Write("facts.jsonl", """{"entity":"hotel__1","name":"a","facts":{}}""");
        folder.Write("set/corpus.jsonl", """{"_id":"1","text":"x"}""");

        Assert.Equal("properties", Formats.Resolve(properties).Single().Format.Name);
        Assert.Equal("multiwoz", Formats.Resolve(facts).Single().Format.Name);
        Assert.Equal("beir", Formats.Resolve(folder.File("set")).Single().Format.Name);
        Assert.Equal("beir", Formats.Resolve(folder.File("set/corpus.jsonl")).Single().Format.Name);
    }

    [Fact]
    public void Resolve_folder_stands_for_its_files()
    {
        folder.Write("b.jsonl", """{"id":"hotel__b","name":"B"}""");
        folder.Write("a.jsonl", """{"id":"hotel__a","name":"A"}""");

        Assert.Equal(["a.jsonl", "b.jsonl"], Formats.Resolve(folder.Path).Select(source => Path.GetFileName(source.Path)));
    }

    [Fact]
    public void Resolve_broken_first_line_does_not_hide_the_format() =>
        Assert.Equal("properties", Formats.Resolve(folder.Write("a.jsonl", "{broken\n{\"id\":\"hotel__a\",\"name\":\"A\"}")).Single().Format.Name);

    [Fact]
    public void Resolve_each_file_and_format_is_a_feed_of_its_own()
    {
        var north = folder.Write("ds/north.jsonl", """{"entity":"hotel__1","name":"a","facts":{}}""");
        var south = folder.Write("ds/south.jsonl", """{"entity":"hotel__2","name":"b","facts":{}}""");
        folder.Write("ds/corpus.jsonl", """{"_id":"1","text":"x"}""");

        Assert.Equal(
            ["multiwoz:ds/north.jsonl", "multiwoz:ds/south.jsonl", "beir:ds/corpus.jsonl"],
            Formats.Resolve([north, south, folder.File("ds")]).Select(source => source.Format.FeedOf(source.Path)));
    }

    [Fact]
    public void Resolve_catalogue_that_moves_with_its_folder_stays_the_same_feed()
    {
        var before = folder.Write("old/catalog/hotels.jsonl", """{"id":"hotel__a","name":"A"}""");
        var after = folder.Write("new/catalog/hotels.jsonl", """{"id":"hotel__a","name":"A"}""");
        var format = Formats.Resolve(before).Single().Format;

        Assert.Equal(("properties:catalog/hotels.jsonl", format.FeedOf(before)), (format.FeedOf(before), format.FeedOf(after)));
    }

    [Fact]
    public void Resolve_two_sources_of_one_feed_are_refused_by_name()
    {
        var one = folder.Write("one/export/hotels.jsonl", """{"id":"hotel__a","name":"A"}""");
        var two = folder.Write("two/export/hotels.jsonl", """{"id":"hotel__b","name":"B"}""");

        var exception = Assert.Throws<ArgumentException>(() => Formats.Resolve([one, two]));

        Assert.Contains($"'{one}' and '{two}' are one feed, properties:export/hotels.jsonl", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere.jsonl", "auto", "is no file or folder")]
    [InlineData("odd.txt", "auto", "in no format known here")]
    [InlineData("odd.txt", "xml", "is no format. Formats: auto, beir")]
    public void Resolve_says_what_is_wrong(string path, string format, string expected)
    {
        folder.Write("odd.txt", "hello");

        var exception = Assert.Throws<ArgumentException>(() => Formats.Resolve(folder.File(path), format));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty.jsonl", "", "empty.jsonl' is empty.")]
    [InlineData("blank.jsonl", "\n \n", "blank.jsonl' is empty.")]
    [InlineData("empty.txt", "", "empty.txt' is empty.")]
    [InlineData("broken.jsonl", "\n{broken\n", "broken.jsonl:2: not valid JSON: ")]
    [InlineData("other.jsonl", """{"colour":"red"}""", "in no format known here")]
    public void Resolve_unreadable_file_says_why(string name, string text, string expected)
    {
        var file = folder.Write(name, text);

        var exception = Assert.Throws<ArgumentException>(() => Formats.Resolve(file));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_folder_without_files_says_so()
    {
        Directory.CreateDirectory(folder.File("bare"));

        Assert.Contains("holds no .jsonl file", Assert.Throws<ArgumentException>(() => Formats.Resolve(folder.File("bare"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beir_groups_lines_by_entity_and_keeps_their_ids()
    {
        folder.Write("set/corpus.jsonl", """
            {"_id":"hotel__1__0","title":"HOTEL ONE","text":"Is it? Yes.","metadata":{"domain":"hotel","entity_id":"1","entity_name":"HOTEL ONE","kind":"faq","question":"Is it?","answer":"Yes."}}
            {"_id":"hotel__2__0","title":"Two","text":"Nice.","metadata":{"domain":"hotel","entity_id":"2","entity_name":"Two","kind":"review"}}
            {"_id":"hotel__1__1","title":"HOTEL ONE","text":"Loud.","metadata":{"domain":"hotel","entity_id":"1","entity_name":"HOTEL ONE","kind":"review"}}
            """);

        var documents = await new BeirFormat().ReadAsync(folder.File("set"), Token).Select(item => item.Document!).ToListAsync(Token);

        Assert.Equal(["hotel__1", "hotel__2"], documents.Select(document => document.Property.Id));
        Assert.Equal("Hotel One", documents[0].Property.Name);
        Assert.Equal(["hotel__1__0", "hotel__1__1"], documents[0].Passages.Select(passage => passage.Id));
        Assert.Equal(("Is it?", "Yes.", Tier.Owner), (documents[0].Passages[0].Heading, documents[0].Passages[0].Text, documents[0].Passages[0].Tier));
        Assert.Equal(Tier.Guest, documents[0].Passages[1].Tier);
        Assert.Equal("beir:set/corpus.jsonl", documents[0].Feed);
    }

    [Fact]
    public async Task Beir_broken_lines_are_reported_with_their_number()
    {
        folder.Write("set/corpus.jsonl", """
            {"_id":"1","text":"fine"}
            {"_id":"2"}
            not json
            {"_id":"1","text":"again"}
            """);

        var items = await new BeirFormat().ReadAsync(folder.File("set"), Token).ToListAsync(Token);

        Assert.Equal([2, 3, 4], items.Select(item => item.Error).OfType<SourceError>().Select(error => error.Line!.Value));
        Assert.Single(items, item => item.Document is not null);
    }

    [Fact]
    public async Task MultiWoz_facts_become_a_property()
    {
        var file = folder.Write("facts.jsonl", """{"entity":"hotel__1","name":"rosa's b and b","city":"Cambridge","facts":{"address":"1 a road","area":"north","internet":"yes","parking":"no","location":[52.1,0.1],"phone":"01223","postcode":"cb4","price":{"double":"75","single":"50"},"stars":"4","type":"guesthouse"}}""");

        var property = (await new MultiWozFormat().ReadAsync(file, Token).SingleAsync(Token)).Document!.Property;

        Assert.Equal(("Rosa's B And B", "guesthouse", 4.0), (property.Name, property.Kind, property.Stars));
        Assert.Equal(new PriceRange(50, "GBP", 75), property.Price);
        Assert.Equal("no", property.Policies["parking"].Allowed);
        Assert.Equal(["wifi"], property.Amenities);
    }

    [Fact]
    public async Task MultiWoz_parking_is_found_by_its_filter()
    {
        var file = folder.Write("facts.jsonl", """{"entity":"hotel__1","name":"a","facts":{"internet":"no","parking":"yes"}}""");

        var property = (await new MultiWozFormat().ReadAsync(file, Token).SingleAsync(Token)).Document!.Property;

        Assert.Equal(["parking"], property.Amenities);
    }
}
