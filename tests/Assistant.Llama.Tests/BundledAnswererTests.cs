using System.Text.Json;
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

    private static LlamaModel Load() => LlamaModel.Load(Models("answerer.gguf"), new LlamaModelOptions());

    private static string Models(string file)
    {
        Assert.SkipUnless(File.Exists(Repository.File($"models/{file}")), $"models/{file} is not there.");
        return Repository.File($"models/{file}");
    }
}
