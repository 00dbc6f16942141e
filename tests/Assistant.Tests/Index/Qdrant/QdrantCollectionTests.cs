using Assistant.Index;
using Assistant.Index.Qdrant;
using Assistant.Text;
using Wire = Qdrant.Client.Grpc;

namespace Assistant.Tests.Index.Qdrant;

/// <summary>What a server is asked for when a collection is made, searched and kept.</summary>
public sealed class QdrantCollectionTests : IAsyncLifetime
{
    private QdrantServer server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await QdrantServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Collection_is_made_as_the_uri_says()
    {
        await using var index = await FilledAsync("?shards=3&replicas=2&quantised=true");

        var made = server.Collection("places").Description;
        Assert.Equal((3u, 2u, Wire.QuantizationType.Int8), (made.ShardNumber, made.ReplicationFactor, made.QuantizationConfig.Scalar.Type));
        Assert.Equal((2ul, Wire.Distance.Dot), (made.VectorsConfig.ParamsMap.Map["meaning"].Size, made.VectorsConfig.ParamsMap.Map["meaning"].Distance));
        Assert.Equal(Wire.Modifier.Idf, made.SparseVectorsConfig.Map["words"].Modifier);
    }

    [Fact]
    public async Task Nothing_said_leaves_shards_and_replicas_to_the_server()
    {
        await using var index = await FilledAsync("");

        var made = server.Collection("places").Description;
        Assert.Equal((false, false, null), (made.HasShardNumber, made.HasReplicationFactor, made.QuantizationConfig));
    }

    [Theory]
    [InlineData("?quantised=true", false, 2.0)]
    [InlineData("?exact=true", true, null)]
    [InlineData("", false, null)]
    public async Task Vectors_are_searched_as_the_uri_says(string settings, bool isExact, double? oversampling)
    {
        await using var index = await FilledAsync(settings);

        await index.SearchAsync(new IndexQuery(Tenants.Default, SparseVector.Empty, [1, 0], Filters.None, 5, "one"), Token);

        var asked = server.Collection("places").Asked[^1];
        Assert.Equal(isExact, asked.Params?.Exact ?? false);
        Assert.Equal(oversampling, asked.Params?.Quantization?.Oversampling);
        Assert.Equal(oversampling is not null, asked.Params?.Quantization?.Rescore ?? false);
    }

    [Fact]
    public async Task Every_filter_has_a_payload_index_and_tenants_their_own()
    {
        await using var index = await FilledAsync("");

        Assert.Equal(Fields.Indexed.Keys.Order(), server.Collection("places").Indexed.Order());
    }

    [Fact]
    public async Task Snapshot_is_written_by_the_server_and_named()
    {
        await using var index = await FilledAsync("");

        Assert.StartsWith("places-", await IndexUri.Snapshotting(index)(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_to_a_server_without_it_is_told()
    {
        await using var index = IndexUri.Open($"qdrants://127.0.0.1:{server.Port}/places");

        var exception = await Assert.ThrowsAsync<IndexException>(() => index.DescribeAsync(Tenants.Default, Token));

        Assert.Contains("the right scheme (qdrants:// for TLS)", exception.Message, StringComparison.Ordinal);
    }

    private async Task<IPassageIndex> FilledAsync(string settings)
    {
        var index = IndexUri.Open($"qdrant://127.0.0.1:{server.Port}/places{settings}");
        var document = Sample.Document(Sample.Mill);
        await index.WriteAsync(Tenants.Default, [new IndexedDocument(document, "1", [.. document.Passages.Select(passage => new PassageVectors(PassageTerms.Sparse(passage), [1, 0]))], "one")], Token);
        return index;
    }
}
