using Assistant.Evaluation;
using Assistant.Evaluation.Training;
using Assistant.Llama;
using Assistant.Llama.Engine;
using Microsoft.Extensions.AI;

namespace Assistant.Benchmarks;

/// <summary>How often a greedy answer changes with what else is computed beside it: llama.cpp adds up in another order for another size of batch.</summary>
internal static class SameAnswers
{
    private const int Prompts = 160, AtOnce = 16;

    /// <summary>Shares of answers that are word for word those of a prompt computed alone in one piece.</summary>
    internal static async Task<string> CompareAsync(string model, string export)
    {
        using var loaded = LlamaModel.Load(model, new LlamaModelOptions());
        var prompts = JsonLines.Read<TrainingExample>(export).Where(example => example is { Messages: not null, IsAnswer: true }).Take(Prompts).Select(example => example.Messages![^1].Text).ToList();
        var alone = new EngineOptions { Slots = 1, DraftTokens = 0, ParkedBytes = 0 };
        var expected = await AnswersAsync(loaded, prompts, alone);
        var again = await AnswersAsync(loaded, prompts, alone);
        var pieces = await AnswersAsync(loaded, prompts, alone with { StepTokens = 64 });
        var beside = await AnswersAsync(loaded, prompts, new EngineOptions { Slots = AtOnce, DraftTokens = 0 });
        var guessed = await AnswersAsync(loaded, prompts, new EngineOptions { Slots = AtOnce });
        return $"{prompts.Count} prompts, the same words: alone again {Same(again)}, alone in pieces of 64 tokens {Same(pieces)}, among {AtOnce - 1} others {Same(beside)}, and guessing ahead {Same(guessed)}";

        string Same(IReadOnlyList<string> answers) => $"{answers.Zip(expected).Count(pair => pair.First == pair.Second)}";
    }

    private static async Task<IReadOnlyList<string>> AnswersAsync(LlamaModel model, IReadOnlyList<string> prompts, EngineOptions options)
    {
        using var client = new LlamaChatClient(model, options);
        var answers = new string[prompts.Count];
        await Parallel.ForEachAsync(prompts.Index(), new ParallelOptions { MaxDegreeOfParallelism = options.Slots }, async (prompt, cancellationToken) =>
            answers[prompt.Index] = (await client.GetResponseAsync(prompt.Item, new ChatOptions { MaxOutputTokens = 80 }, cancellationToken)).Text);
        return answers;
    }
}
