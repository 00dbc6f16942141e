using Assistant.Index;
using Assistant.Index.Embedded;
using Assistant.Testing;
using Assistant.Text;
using Microsoft.Data.Sqlite;

namespace Assistant.Tests.Index;

public sealed class EmbeddedIndexTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly EmbeddedIndex index;

    public EmbeddedIndexTests() => index = EmbeddedIndex.Open(folder.File("index.db"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await index.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Search_best_match_comes_first()
    {
        await WriteAsync(Sample.Indexed(Sample.Harbour), Sample.Indexed(Sample.Mill));

        var found = await SearchAsync("is there a gym");

        Assert.Equal("hotel__porto-harbour#faqs/gym", found[0].Passage.Id);
        Assert.Equal(found.OrderByDescending(candidate => candidate.Score), found);
    }

    [Fact]
    public async Task Search_ties_are_ordered_by_id()
    {
        var twins = new[] { "b", "a", "c" }.Select(id => Sample.Indexed(new Property { Id = $"hotel__{id}", Name = "Twin", Kind = "hotel", Reviews = [new Review("Quiet room.", "r")] }));
        await WriteAsync([.. twins]);

        Assert.Equal(["hotel__a", "hotel__b", "hotel__c"], (await SearchAsync("quiet")).Select(candidate => candidate.Passage.PropertyId));
    }

    [Fact]
    public async Task Search_filter_that_nothing_fulfils_finds_nothing()
    {
        await WriteAsync(Sample.Indexed(Sample.Harbour));

        Assert.Empty(await SearchAsync("pool", new Filters { City = "Ghent" }));
    }

    [Fact]
    public async Task Search_kind_and_tier_filters_are_exact()
    {
        await WriteAsync(Sample.Indexed(Sample.Harbour));

        Assert.All(await SearchAsync("pool gym pets staff", new Filters { Kinds = [PassageKind.Review] }), found => Assert.Equal(PassageKind.Review, found.Passage.Kind));
        Assert.All(await SearchAsync("pool gym pets staff", new Filters { Tiers = [Tier.Structured] }), found => Assert.Equal(Tier.Structured, found.Passage.Tier));
    }

    [Fact]
    public async Task Search_limit_bounds_the_result()
    {
        await WriteAsync(Sample.Indexed(Sample.Harbour), Sample.Indexed(Sample.Mill));

        Assert.Equal(2, (await SearchAsync("pets pool gym quiet breakfast", limit: 2)).Count);
    }

    [Fact]
    public async Task Search_tenants_never_mix()
    {
        await index.WriteAsync("one", [Sample.Indexed(Sample.Harbour)], Token);
        await index.WriteAsync("two", [Sample.Indexed(Sample.Mill)], Token);

        var found = await index.SearchAsync(new IndexQuery("two", QuestionTerms.Of("pets", []).Sparse(), null, Filters.None, 10), Token);

        Assert.All(found, candidate => Assert.Equal(Sample.Mill.Id, candidate.Passage.PropertyId));
        Assert.Null(await index.FindPropertyAsync("two", Sample.Harbour.Id, Token));
        Assert.Equal(0, (await index.DescribeAsync("three", Token)).Passages);
    }

    [Fact]
    public async Task Search_dense_finds_what_shares_no_word()
    {
        var document = Sample.Document(Sample.Mill);
        float[] near = [1, 0], far = [0, 1];
        var vectors = document.Passages.Select(passage => new PassageVectors(PassageTerms.Sparse(passage), passage.FieldPath == "reviews/r1" ? near : far)).ToList();
        await WriteAsync(new IndexedDocument(document, "1", vectors, "embedder"));

        var dense = await index.SearchAsync(new IndexQuery(Tenants.Default, SparseVector.Empty, near, Filters.None, 3, "embedder"), Token);
        var fused = await index.SearchAsync(new IndexQuery(Tenants.Default, QuestionTerms.Of("kitchen", []).Sparse(), near, Filters.None, 3, "embedder"), Token);

        Assert.Equal(("hostel__ghent-mill#reviews/r1", 1.0), (dense[0].Passage.Id, dense[0].DenseScore));
        Assert.Equal(["hostel__ghent-mill#faqs/kitchen", "hostel__ghent-mill#reviews/r1"], fused.Take(2).Select(candidate => candidate.Passage.Id).Order());
        Assert.Equal(2, (await index.DescribeAsync(Tenants.Default, Token)).Dimensions);
    }

    [Fact]
    public async Task Search_by_another_embedder_is_refused_by_name_even_where_the_length_fits()
    {
        var document = Sample.Document(Sample.Mill);
        await WriteAsync(new IndexedDocument(document, "1", [.. document.Passages.Select(passage => new PassageVectors(PassageTerms.Sparse(passage), [1, 0]))], "one"));

        var exception = await Assert.ThrowsAsync<IndexException>(() => index.SearchAsync(new IndexQuery(Tenants.Default, SparseVector.Empty, [0, 1], Filters.None, 3, "two"), Token));

        Assert.Contains("built with the embedder one, and the question comes from two", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_other_embedder_is_refused_by_name()
    {
        await WriteAsync(Sample.Indexed(Sample.Document(Sample.Mill)) with { Embedder = "one" });

        var exception = await Assert.ThrowsAsync<IndexException>(() => WriteAsync(Sample.Indexed(Sample.Document(Sample.Harbour)) with { Embedder = "two" }));

        Assert.Contains("built with the embedder one", exception.Message, StringComparison.Ordinal);
        Assert.Null(await index.FindPropertyAsync(Tenants.Default, Sample.Harbour.Id, Token));
    }

    [Fact]
    public async Task Open_again_finds_everything_as_it_was()
    {
        await WriteAsync(Sample.Indexed(Sample.Harbour));
        var before = await SearchAsync("pool");

        await using var again = EmbeddedIndex.Open(folder.File("index.db"));
        var after = await again.SearchAsync(new IndexQuery(Tenants.Default, QuestionTerms.Of("pool", []).Sparse(), null, Filters.None, 10), Token);

        Assert.Equal(before, after);
        Assert.Equivalent(Sample.Harbour, await again.FindPropertyAsync(Tenants.Default, Sample.Harbour.Id, Token));
    }

    [Fact]
    public async Task Search_sees_what_another_connection_wrote()
    {
        await WriteAsync(Sample.Indexed(Sample.Harbour));
        Assert.Empty(await SearchAsync("kitchen", new Filters { City = "Ghent" }));

        await using var other = EmbeddedIndex.Open(folder.File("index.db"));
        await other.WriteAsync(Tenants.Default, [Sample.Indexed(Sample.Mill)], Token);

        Assert.NotEmpty(await SearchAsync("kitchen", new Filters { City = "Ghent" }));
    }

    [Fact]
    public async Task Write_two_at_once_both_arrive()
    {
        await using var other = EmbeddedIndex.Open(folder.File("index.db"));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? index : other).WriteAsync(Tenants.Default, [Sample.Indexed(Sample.Harbour with { Id = $"hotel__{i}" })], Token)));

        Assert.Equal(20, (await index.DescribeAsync(Tenants.Default, Token)).Properties);
    }

    [Fact]
    public async Task Search_during_writes_always_sees_whole_documents()
    {
        var size = Sample.Document(Sample.Harbour).Passages.Count;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 30; i++) await WriteAsync(Sample.Indexed(Sample.Harbour with { Id = $"hotel__{i}" }));
        }, Token);

        while (!writing.IsCompleted) Assert.Equal(0, (await index.DescribeAsync(Tenants.Default, Token)).Passages % size);
        await writing;
    }

    [Fact]
    public async Task Search_during_rewrites_always_finds_everything()
    {
        await WriteAsync(Sample.Indexed(Sample.Harbour), Sample.Indexed(Sample.Mill));
        var expected = (await SearchAsync("pets pool gym")).Select(found => found.Passage.Id).ToList();
        await using var other = EmbeddedIndex.Open(folder.File("index.db"));
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++) await other.WriteAsync(Tenants.Default, [Sample.Indexed(Sample.Document(Sample.Harbour), $"{i}"), Sample.Indexed(Sample.Document(Sample.Mill), $"{i}")], Token);
        }, Token);

        while (!writing.IsCompleted) Assert.Equal(expected, (await SearchAsync("pets pool gym")).Select(found => found.Passage.Id));
        await writing;
    }

    [Fact]
    public async Task Remove_takes_the_passages_along()
    {
        await WriteAsync(Sample.Indexed(Sample.Harbour));

        Assert.Equal(1, await index.RemoveAsync(Tenants.Default, "sample", [Sample.Harbour.Id, "hotel__unknown"], Token));
        Assert.Empty(await SearchAsync("pool"));
        Assert.Empty(await index.PassagesOfAsync(Tenants.Default, Sample.Harbour.Id, Token));
    }

    [Fact]
    public async Task ListProperties_are_in_order_of_name()
    {
        await WriteAsync(Sample.Indexed(Sample.Mill), Sample.Indexed(Sample.Harbour));

        Assert.Equal(["Harbour Lane Hotel", "The Mill Hostel"], (await index.ListPropertiesAsync(Tenants.Default, Filters.None, Token)).Select(property => property.Name));
    }

    [Fact]
    public void Open_index_of_another_version_says_so()
    {
        Change("UPDATE meta SET value = '99' WHERE key = 'schema'");

        var exception = Assert.Throws<IndexException>(() => EmbeddedIndex.Open(folder.File("index.db")));

        Assert.Contains("built by another version", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ingest again", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_file_that_is_no_database_says_so()
    {
        var exception = Assert.Throws<IndexException>(() => EmbeddedIndex.Open(folder.Write("text.db", new string('x', 5000))));

        Assert.Contains("no index file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_database_of_something_else_says_so()
    {
        using (var connection = new SqliteConnection($"Data Source={folder.File("other.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE notes (text TEXT)";
            command.ExecuteNonQuery();
        }

        Assert.Contains("but no index", Assert.Throws<IndexException>(() => EmbeddedIndex.Open(folder.File("other.db"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_path_that_cannot_be_written_says_so() =>
        Assert.Throws<IndexException>(() => EmbeddedIndex.Open(Path.Combine(folder.Write("file", ""), "index.db")));

    [Theory]
    [InlineData("qdrant:places")]
    [InlineData("embedded:")]
    [InlineData("index.db")]
    public void IndexUri_of_no_known_form_says_what_is(string uri) => Assert.Contains("embedded:PATH", Assert.Throws<IndexException>(() => IndexUri.Open(uri)).Message, StringComparison.Ordinal);

    private Task WriteAsync(params IndexedDocument[] documents) => index.WriteAsync(Tenants.Default, documents, Token);

    private Task<IReadOnlyList<Candidate>> SearchAsync(string query, Filters? filters = null, int limit = 10) =>
        index.SearchAsync(new IndexQuery(Tenants.Default, QuestionTerms.Of(query, []).Sparse(), null, filters ?? Filters.None, limit), Token);

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File("index.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
