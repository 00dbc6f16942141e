using Assistant.Generate;
using Assistant.Testing;

namespace Assistant.Tests.Generate;

public sealed class ModelRegistryTests : IDisposable
{
    private const string Bundled = """
        { "models": [
          { "name": "asked-for", "role": "answerer", "file": "small.gguf", "bytes": 4, "sha256": "", "license": "Apache-2.0", "source": "models/training", "optional": true },
          { "name": "small", "role": "answerer", "file": "small.gguf", "bytes": 4, "sha256": "72812cd21e3e9cca9ca77a3c28bd8dbc71ad8df5df4bf5cf2bbeef4db1b6ef4f",
            "license": "Apache-2.0", "source": "models/training", "prompt": "answer-compact" },
          { "name": "near", "role": "embedder", "file": "near.gguf", "bytes": 4, "sha256": "", "license": "Apache-2.0", "source": "models/training",
            "queryPrefix": "query: ", "passagePrefix": "passage: ", "relevance": "near.relevance.json" } ] }
        """;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void DefaultFor_takes_what_came_with_the_program_and_is_there()
    {
        folder.Write("bundled/small.gguf", "GGUF");
        var registry = Registry();

        Assert.Equal("small", registry.DefaultFor(ModelRole.Answerer)!.Name);
        Assert.Null(registry.DefaultFor(ModelRole.Embedder));
        Assert.True(registry.Find("asked-for")!.Optional);
    }

    [Fact]
    public void Complete_fills_in_what_the_settings_leave_open()
    {
        folder.Write("bundled/small.gguf", "GGUF");
        folder.Write("bundled/near.gguf", "GGUF");

        var options = ModelDefaults.Complete(new ModelOptions(), Registry());

        Assert.Equal(("small", "answer-compact"), (options.Answerer, options.AnswererPrompt));
        Assert.Equal(("near", "query: ", "passage: "), (options.Embedder, options.EmbedderQueryPrefix, options.EmbedderPassagePrefix));
    }

    [Fact]
    public void Complete_keeps_what_is_set()
    {
        folder.Write("bundled/small.gguf", "GGUF");

        var options = ModelDefaults.Complete(new ModelOptions { Answerer = "other.gguf", Embedder = "None" }, Registry());

        Assert.Equal(("other.gguf", "answer"), (options.Answerer, options.AnswererPrompt));
        Assert.Equal(ModelDefaults.None, options.Embedder);
    }

    [Theory]
    [InlineData(null, "is missing")]
    [InlineData("GGUFF", "has 5 bytes, not 4")]
    [InlineData("GGUG", "has the SHA-256")]
    public async Task Verify_says_what_is_wrong(string? content, string expected)
    {
        if (content is not null) folder.Write("bundled/small.gguf", content);

        Assert.Contains(expected, await ModelRegistry.VerifyAsync(Registry().Find("SMALL")!, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_the_right_file_passes()
    {
        folder.Write("bundled/small.gguf", "GGUF");
        var entry = Registry().Find("small")! with { Sha256 = await ModelRegistry.DigestAsync(folder.File("bundled/small.gguf"), Token) };

        Assert.Null(await ModelRegistry.VerifyAsync(entry, Token));
    }

    [Fact]
    public void Add_survives_and_replaces_the_same_name()
    {
        var registry = Registry();
        registry.Add(new ModelEntry("big", ModelRole.Answerer, "big.gguf", 1, "aa", "MIT", "https://example.org/1"));
        registry.Add(new ModelEntry("BIG", ModelRole.Answerer, "big.gguf", 2, "bb", "MIT", "https://example.org/2"));

        var again = Registry();

        Assert.Equal(["asked-for", "small", "near", "BIG"], again.Entries.Select(entry => entry.Name));
        Assert.Equal((2L, folder.File("pulled/big.gguf")), (again.Find("big")!.Bytes, again.Find("big")!.Path));
    }

    [Fact]
    public void Registry_broken_file_is_named()
    {
        folder.Write("bundled/registry.json", "{ \"models\": [ { \"nam\": 1 } ] }");

        Assert.Contains("registry.json", Assert.Throws<InvalidOperationException>(() => new ModelRegistry(folder.File("bundled"), folder.File("pulled"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registry_of_this_checkout_lists_only_files_that_are_what_it_says()
    {
        foreach (var entry in ModelRegistry.Default.Entries.Where(entry => entry.Folder.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal)))
        {
            Assert.Null(await ModelRegistry.VerifyAsync(entry, TestContext.Current.CancellationToken));
            if (entry.Prompt is { } prompt) Assert.True(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "prompts", prompt)));
        }
    }

    private ModelRegistry Registry()
    {
        if (!File.Exists(folder.File("bundled/registry.json"))) folder.Write("bundled/registry.json", Bundled);
        return new ModelRegistry(folder.File("bundled"), folder.File("pulled"));
    }
}
