using System.Numerics.Tensors;
using System.Text.Json;
using Assistant.Testing;

namespace Assistant.Llama.Tests;

/// <summary>The embedder in models/ computes what its training computed: the same tokens, the same vectors but for the rounding of its weights.</summary>
public sealed class BundledEmbedderTests
{
    private sealed record Check(string Text, int[] Tokens, float[] Vector);

    private static IReadOnlyList<Check> Checks => JsonSerializer.Deserialize<List<Check>>(File.ReadAllText(Models("embedder.check.json")), JsonSerializerOptions.Web)!;

    [Fact]
    public void Tokens_are_those_of_the_training()
    {
        using var model = Load();

        Assert.All(Checks, check => Assert.Equal(check.Tokens, model.Tokenize(check.Text, addSpecial: true, parseSpecial: false)));
    }

    [Fact]
    public async Task Vectors_are_those_of_the_training()
    {
        using var model = Load();
        using var generator = new LlamaEmbeddingGenerator(model);

        var vectors = await generator.GenerateAsync(Checks.Select(check => check.Text), null, TestContext.Current.CancellationToken);

        Assert.All(Checks.Zip(vectors), pair => Assert.InRange(TensorPrimitives.CosineSimilarity(pair.First.Vector, pair.Second.Vector.Span), 0.995f, 1.001f));
    }

    private static LlamaModel Load() => LlamaModel.Load(Models("embedder.gguf"), new LlamaModelOptions());

    private static string Models(string file)
    {
        Assert.SkipUnless(File.Exists(Repository.File($"models/{file}")), $"models/{file} is not there.");
        return Repository.File($"models/{file}");
    }
}
