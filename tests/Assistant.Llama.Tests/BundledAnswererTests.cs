using System.Text.Json;
using Assistant.Llama.Engine;
using Assistant.Testing;
using Microsoft.Extensions.AI;

namespace Assistant.Llama.Tests;

/// <summary>The answerer in models/ reads and writes what it did in training: the same tokens, the same answers.</summary>
public sealed class BundledAnswererTests
{
    private sealed record Check(string Message, int[] Tokens, string Completion);

    private static IReadOnlyList<Check> Checks => JsonSerializer.Deserialize<List<Check>>(File.ReadAllText(Models("answerer.check.json")), JsonSerializerOptions.Web)!;

    [Fact]
    public void Tokens_are_those_of_the_training()
    {
        using var model = Load();

        Assert.All(Checks, check => Assert.Equal(
            check.Tokens, model.Tokenize($"<|im_start|>user\n{check.Message}<|im_end|>\n<|im_start|>assistant\n", addSpecial: true, parseSpecial: true)));
    }

    [Fact]
    public async Task Answers_are_those_of_the_training()
    {
        using var model = Load();
        using var client = new LlamaChatClient(model);

        foreach (var check in Checks)
        {
            var answer = await client.GetResponseAsync(check.Message, new ChatOptions { Temperature = 0, MaxOutputTokens = 80 }, TestContext.Current.CancellationToken);
            Assert.Equal(check.Completion, answer.Text);
        }
    }

    [Fact]
    public async Task Sixteen_at_once_write_nearly_always_what_each_writes_alone()
    {
        using var model = Load();
        using var alone = new LlamaChatClient(model, new EngineOptions { Slots = 1, DraftTokens = 0, ParkedBytes = 0 });
        using var together = new LlamaChatClient(model, new EngineOptions { Slots = 16 });
        string[] prompts = [.. Checks.SelectMany(check => (string[])["", "Hello. ", "And "], (check, opening) => opening + check.Message).Take(16)];
        var expected = new List<string>();
        foreach (var prompt in prompts) expected.Add(await AskAsync(alone, prompt));

        var answers = await Task.WhenAll(prompts.Select(prompt => AskAsync(together, prompt)));

        Assert.InRange(expected.Zip(answers).Count(pair => pair.First == pair.Second), 14, 16); // a batch of another size adds up in another order: 157 of 160 (tests/Assistant.Benchmarks)

        static async Task<string> AskAsync(LlamaChatClient client, string prompt) =>
            (await client.GetResponseAsync(prompt, new ChatOptions { MaxOutputTokens = 80 }, TestContext.Current.CancellationToken)).Text;
    }

    private static LlamaModel Load() => LlamaModel.Load(Models("answerer.gguf"), new LlamaModelOptions());

    private static string Models(string file)
    {
        Assert.SkipUnless(File.Exists(Repository.File($"models/{file}")), $"models/{file} is not there.");
        return Repository.File($"models/{file}");
    }
}
