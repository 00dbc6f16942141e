using Assistant.Generate.Servers;

namespace Assistant.Tests.Generate.Servers;

public sealed class ServerEmbedderTests : IAsyncLifetime
{
    private static readonly ServerLimits Limits = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60)) { FirstWait = TimeSpan.FromMilliseconds(1), Embedding = TimeSpan.FromSeconds(60) };
    private readonly ModelServerDouble server = new();
    private ServerEmbedder embedder = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync();
        embedder = Embedder(Limits);
    }

    public async ValueTask DisposeAsync()
    {
        embedder.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Vectors_come_in_order()
    {
        var vectors = await embedder.GenerateAsync(["a", "abc"], cancellationToken: Token);

        Assert.Equal([1f, 3f], vectors.Select(vector => vector.Vector.Span[0]));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Passing_status_is_tried_again(int status)
    {
        server.Trouble = number => number == 0 ? new ServerTrouble(status) : null;

        Assert.Single(await embedder.GenerateAsync(["a"], cancellationToken: Token));
    }

    [Fact]
    public async Task Silence_ends_in_time()
    {
        server.Trouble = _ => new ServerTrouble(Hangs: true);
        using var embedder = Embedder(Limits with { Embedding = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(ModelServerFault.Slow, (await Assert.ThrowsAsync<ModelServerException>(() => embedder.GenerateAsync(["a"], cancellationToken: Token))).Fault);
    }

    [Theory]
    [InlineData("""{"object":"list","data":[],"model":"m","usage":{"prompt_tokens":1,"total_tokens":1}}""", "gave 0 vectors for 1 texts")]
    [InlineData("""{"object":"list","da""", "cannot be read")]
    [InlineData("<html></html>", "cannot be read")]
    public async Task Answer_without_vectors_is_told(string body, string words)
    {
        server.Trouble = _ => new ServerTrouble(Body: body);

        var exception = await Assert.ThrowsAsync<ModelServerException>(() => embedder.GenerateAsync(["a"], cancellationToken: Token));

        Assert.Equal(ModelServerFault.BrokeOff, exception.Fault);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    private ServerEmbedder Embedder(ServerLimits limits) => new(new ModelServers(new ServerSetting([server.Address], "m"), null, limits));
}
