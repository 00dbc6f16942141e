using System.Diagnostics;
using System.Text.Json;
using Assistant.Llama;
using Assistant.Llama.Engine;
using Assistant.Testing;
using Microsoft.Extensions.AI;

namespace Assistant.LLamaSharp.Tests;

/// <summary>
/// What Assistant.Llama says to the bundled models' checks. Two builds of llama.cpp cannot be in one process, so the explicit test runs in another
/// one, which the tests that compare start.
/// </summary>
public sealed class LlamaOutputs
{
    private const string Target = "ASSISTANT_LLAMA_OUTPUTS";

    internal sealed record Outputs(IReadOnlyList<string> Answers, IReadOnlyList<float[]> Vectors);

    [Fact(Explicit = true)]
    public async Task Write()
    {
        var target = Environment.GetEnvironmentVariable(Target);
        Assert.SkipWhen(target is null, $"{Target} is not set: only the tests that compare need this.");
        var token = TestContext.Current.CancellationToken;
        using var answerer = LlamaModel.Load(Bundled.File("answerer.gguf"));
        using var client = new LlamaChatClient(answerer, new EngineOptions { Slots = 1, DraftTokens = 0, ParkedBytes = 0 });
        using var embedder = LlamaModel.Load(Bundled.File("embedder.gguf"));
        using var generator = new LlamaEmbeddingGenerator(embedder);
        var answers = new List<string>();
        foreach (var prompt in Bundled.Prompts) answers.Add((await client.GetResponseAsync(prompt, Bundled.Greedy, token)).Text);
        var vectors = await generator.GenerateAsync(Bundled.Texts, null, token);

        await File.WriteAllTextAsync(target!, JsonSerializer.Serialize(new Outputs(answers, [.. vectors.Select(vector => vector.Vector.ToArray())])), token);
    }

    /// <summary>Has them written by a process of its own.</summary>
    internal static async Task<Outputs> OfOtherProcessAsync(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(LlamaOutputs).Assembly.Location, "--explicit", "only", "--filter-method", $"*{nameof(LlamaOutputs)}.{nameof(Write)}"]) { RedirectStandardOutput = true };
        start.Environment[Target] = folder.File("outputs.json");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(File.Exists(folder.File("outputs.json")), output);
        return JsonSerializer.Deserialize<Outputs>(await File.ReadAllTextAsync(folder.File("outputs.json"), cancellationToken))!;
    }
}
