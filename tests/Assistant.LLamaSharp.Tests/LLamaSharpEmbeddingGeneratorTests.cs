using System.Numerics.Tensors;
using Assistant.Llama;
using Assistant.Testing;
using Microsoft.Extensions.AI;

namespace Assistant.LLamaSharp.Tests;

public sealed class LLamaSharpEmbeddingGeneratorTests : IDisposable
{
    private static readonly string[] Words = ["free", "parking", "garage", "dogs", "welcome", "breakfast", "late", "is", "there", "are"];
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Generate_gives_unit_vectors_in_order()
    {
        using var generator = Generator();

        var embeddings = await generator.GenerateAsync(["free parking", "dogs welcome"], null, Token);
        var alone = await generator.GenerateVectorAsync("dogs welcome", null, Token);

        Assert.All(embeddings, embedding => Assert.Equal(1, TensorPrimitives.Norm(embedding.Vector.Span), 5));
        Assert.Equal(1, Cosine(embeddings[1].Vector, alone), 4);
        Assert.True(Cosine(embeddings[0].Vector, alone) < .9);
    }

    [Fact]
    public async Task Generate_many_texts_are_the_same_as_one_by_one()
    {
        using var generator = Generator();
        var texts = Enumerable.Range(0, 150).Select(i => $"{Words[i % 10]} {Words[i / 10 % 10]} parking").ToList();

        var together = await generator.GenerateAsync(texts, null, Token);

        Assert.Equal(150, together.Count);
        foreach (var i in (int[])[0, 63, 64, 149])
        {
            Assert.Equal(1, Cosine(together[i].Vector, await generator.GenerateVectorAsync(texts[i], null, Token)), 4);
        }
    }

    [Fact]
    public async Task Generate_text_longer_than_the_context_is_cut_off()
    {
        using var generator = Generator();

        var vector = await generator.GenerateVectorAsync(string.Join(' ', Enumerable.Repeat("parking", 500)), null, Token);

        Assert.Equal(1, Cosine(vector, await generator.GenerateVectorAsync("parking", null, Token)), 2);
    }

    [Fact]
    public async Task Generate_nothing_gives_nothing()
    {
        using var generator = Generator();

        Assert.Empty(await generator.GenerateAsync([], null, Token));
    }

    [Fact]
    public async Task Generate_cancelled_ends_and_the_generator_goes_on()
    {
        using var generator = Generator();
        using var cancellation = new CancellationTokenSource();
        var running = Task.Run(() => generator.GenerateAsync(Enumerable.Repeat("free parking garage", 20_000), null, cancellation.Token), Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Single(await generator.GenerateAsync(["dogs"], null, Token));
    }

    [Fact]
    public async Task Dispose_while_texts_are_embedded_ends_them_with_ObjectDisposedException()
    {
        var generator = Generator();
        var texts = Enumerable.Repeat("free parking garage", 20_000).ToList();
        var running = Enumerable.Range(0, 2).Select(_ => Task.Run(() => generator.GenerateAsync(texts, null, Token), Token)).ToList();

        generator.Dispose();
        generator.Dispose();

        foreach (var task in running) await Assert.ThrowsAsync<ObjectDisposedException>(() => task);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => generator.GenerateAsync(["dogs"], null, Token));
    }

    private static float Cosine(ReadOnlyMemory<float> one, ReadOnlyMemory<float> other) => TensorPrimitives.CosineSimilarity(one.Span, other.Span);

    private LLamaSharpEmbeddingGenerator Generator() => new(LLamaSharpModel.Load(TinyGguf.WriteEmbedder(folder.File($"{Guid.NewGuid():N}.gguf"), Words), new LlamaModelOptions(Threads: 1)));
}
