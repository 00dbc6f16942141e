using Assistant.Index;
using Assistant.Index.Qdrant;
using Wire = Qdrant.Client.Grpc;

namespace Assistant.Tests.Index.Qdrant;

/// <summary>The index on Qdrant, against a server in memory.</summary>
public sealed class QdrantConformanceTests : ConformanceTests, IAsyncLifetime
{
    private QdrantServer server = null!;
    private int count;

    public async ValueTask InitializeAsync() => server = await QdrantServer.StartAsync();

    protected override Task<IPassageIndex> OpenAsync() => Task.FromResult(IndexUri.Open($"qdrant://127.0.0.1:{server.Port}/places-{count++}"));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await server.DisposeAsync();
    }
}

/// <summary>The index on Qdrant, against the server that <c>QDRANT_URL</c> names (<c>qdrant://HOST:PORT</c>), in collections that are deleted afterwards.</summary>
public sealed class QdrantServerConformanceTests : ConformanceTests, IAsyncLifetime
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("QDRANT_URL")?.TrimEnd('/');
    private readonly List<QdrantSettings> made = [];

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Server), "QDRANT_URL names no server: give qdrant://HOST:PORT to test against one.");
        return ValueTask.CompletedTask;
    }

    protected override Task<IPassageIndex> OpenAsync()
    {
        made.Add(QdrantSettings.Parse($"{Server}/test-{Guid.NewGuid():N}", Environment.GetEnvironmentVariable("QDRANT_API_KEY")));
        return Task.FromResult<IPassageIndex>(QdrantIndex.Open(made[^1]));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var settings in made)
        {
            using var calls = new QdrantCalls(settings);
            await calls.FindAsync(options => calls.Collections.DeleteAsync(new Wire.DeleteCollection { CollectionName = settings.Collection }, options), CancellationToken.None);
        }
    }
}
