using System.Diagnostics;
using System.Numerics.Tensors;
using Assistant.Llama;
using Assistant.Llama.Engine;
using Microsoft.Extensions.AI;

namespace Assistant.LLamaSharp.Tests;

/// <summary>The models in models/ read and write by LLamaSharp what they do by Assistant.Llama.</summary>
public sealed class BundledModelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Tokens_are_those_of_the_training()
    {
        using var answerer = Answerer();
        using var embedder = LLamaSharpModel.Load(Bundled.File("embedder.gguf"));

        Assert.All(Bundled.Chats, check => Assert.Equal(check.Tokens, LLamaSharpPrompt.Tokens(answerer, [new(ChatRole.User, check.Message)])));
        Assert.All(Bundled.Embeddings, check => Assert.Equal(check.Tokens, embedder.Tokenize(check.Text, addSpecial: true, parseSpecial: false)));
    }

    [Fact]
    public async Task Answers_and_vectors_are_those_of_Assistant_Llama()
    {
        using var answerer = Answerer();
        using var client = new LLamaSharpChatClient(answerer, new EngineOptions { Slots = 1 });
        using var embedder = LLamaSharpModel.Load(Bundled.File("embedder.gguf"));
        using var generator = new LLamaSharpEmbeddingGenerator(embedder);
        var expected = await LlamaOutputs.OfOtherProcessAsync(Token);

        var answers = new List<string>();
        foreach (var prompt in Bundled.Prompts) answers.Add((await client.GetResponseAsync(prompt, Bundled.Greedy, Token)).Text);
        var vectors = await generator.GenerateAsync(Bundled.Texts, null, Token);

        TestContext.Current.SendDiagnosticMessage("{0} of {1} answers are equal; the least cosine is {2}", Equal(expected.Answers, answers), answers.Count, expected.Vectors.Zip(vectors).Min(pair => Cosine(pair.First, pair.Second)));
        Assert.Equal(Bundled.Chats.Select(chat => chat.Completion), answers.Where((_, i) => i % 3 == 0));
        Assert.InRange(Equal(expected.Answers, answers), answers.Count - 1, answers.Count); // two builds of llama.cpp may round otherwise where two tokens are as likely
        Assert.All(expected.Vectors.Zip(vectors), pair => Assert.InRange(Cosine(pair.First, pair.Second), .999f, 1.001f));
    }

    [Fact]
    public async Task Eight_at_once_on_four_slots_write_nearly_always_what_each_writes_alone()
    {
        using var answerer = Answerer();
        using var alone = new LLamaSharpChatClient(answerer, new EngineOptions { Slots = 1 });
        using var together = new LLamaSharpChatClient(answerer, new EngineOptions { Slots = 4 });
        var prompts = Bundled.Prompts.Take(8).ToList();
        var expected = new List<string>();
        foreach (var prompt in prompts) expected.Add((await alone.GetResponseAsync(prompt, Bundled.Greedy, Token)).Text);

        var answers = await Task.WhenAll(prompts.Select(prompt => together.GetResponseAsync(prompt, Bundled.Greedy, Token)));

        Assert.InRange(Equal(expected, answers.Select(answer => answer.Text)), 7, 8); // a batch of another size adds up in another order
    }

    [Fact]
    public async Task Grammar_holds()
    {
        using var answerer = Answerer();
        using var client = new LLamaSharpChatClient(answerer);
        var options = new ChatOptions { MaxOutputTokens = 40, AdditionalProperties = new() { ["grammar"] = "root ::= \"In short: \" [a-z ]+ \".\"" } };

        var answers = await Task.WhenAll(Bundled.Chats.Select(chat => client.GetResponseAsync(chat.Message, options, Token)));

        Assert.All(answers, answer => Assert.Matches(answer.FinishReason == ChatFinishReason.Stop ? "^In short: [a-z ]+\\.$" : "^In short: [a-z ]*$", answer.Text));
    }

    [Fact]
    public async Task Only_LLamaSharps_libraries_are_loaded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The names of loaded libraries are read as Linux has them.");
        using var answerer = Answerer();
        using var client = new LLamaSharpChatClient(answerer);
        await client.GetResponseAsync("?", new ChatOptions { MaxOutputTokens = 1 }, Token);

        var exception = Assert.Throws<LlamaException>(() => LlamaModel.Load(Bundled.File("answerer.gguf")));

        using var process = Process.GetCurrentProcess();
        var libraries = process.Modules.Cast<ProcessModule>().Select(module => module.FileName).Where(file => Path.GetFileName(file).StartsWith("libggml", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("libllama", StringComparison.Ordinal)).ToList();
        Assert.Contains("Assistant:Models:Runtime", exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(libraries);
        Assert.All(libraries, file => Assert.StartsWith(Path.Combine(AppContext.BaseDirectory, "runtimes"), file, StringComparison.Ordinal));
    }

    private static LLamaSharpModel Answerer() => LLamaSharpModel.Load(Bundled.File("answerer.gguf"));

    private static int Equal(IEnumerable<string> one, IEnumerable<string> other) => one.Zip(other).Count(pair => pair.First == pair.Second);

    private static float Cosine(float[] one, Embedding<float> other) => TensorPrimitives.CosineSimilarity(one, other.Vector.Span);
}
