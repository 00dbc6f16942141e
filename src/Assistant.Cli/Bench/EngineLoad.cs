using System.Diagnostics;
using Assistant.Evaluation;
using Assistant.Evaluation.Training;
using Microsoft.Extensions.AI;

namespace Assistant.Cli.Bench;

/// <summary>Chats that are held at the same time: what they ask, and how many tokens each answer may have.</summary>
/// <param name="Conversations">The messages of each.</param>
/// <param name="OutputTokens">Tokens of an answer at most.</param>
/// <param name="IgnoresEnd">Whether every answer is written to that length, whatever it says.</param>
internal sealed record EngineLoad(IReadOnlyList<IReadOnlyList<ChatMessage>> Conversations, int OutputTokens, bool IgnoresEnd)
{
    private const int SharedTokens = 150, OwnTokens = 150;

    /// <summary>About 300 tokens of prompt, of which 150 are the same in all, and an answer of 64.</summary>
    internal static EngineLoad Even(int conversations, Func<string, int> countTokens)
    {
        var shared = Text("Notes for the desk", SharedTokens, countTokens);
        return new EngineLoad([.. Enumerable.Range(0, conversations).Select(i =>
            (IReadOnlyList<ChatMessage>)[new(ChatRole.System, shared), new(ChatRole.User, Text($"Case {i * 7919 % 1000}", OwnTokens, countTokens))])], 64, IgnoresEnd: true);
    }

    /// <summary>Prompts out of <c>training export</c>: a model trained on them quotes their passages.</summary>
    internal static EngineLoad Of(string file, int conversations)
    {
        var prompts = JsonLines.Read<TrainingExample>(file).Where(example => example is { Messages: not null, IsAnswer: true })
            .Take(conversations).Select(example => (IReadOnlyList<ChatMessage>)[.. example.Messages!.Select(message => new ChatMessage(new ChatRole(message.Role), message.Text))]).ToList();
        return prompts.Count == conversations ? new EngineLoad(prompts, 64, IgnoresEnd: false) : throw new ArgumentException($"'{file}' holds {prompts.Count} prompts with an answer; {conversations} are needed.");
    }

    /// <summary>Holds all conversations, <paramref name="concurrency"/> at a time.</summary>
    internal async Task<EngineFigures> RunAsync(IChatClient client, int concurrency, CancellationToken cancellationToken)
    {
        var next = -1;
        var firsts = new double[Conversations.Count];
        var tokens = new long[Conversations.Count];
        var rates = new double[Conversations.Count];
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(WorkAsync, cancellationToken)));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(firsts);
        Array.Sort(rates);
        return new EngineFigures(concurrency, Conversations.Count, tokens.Sum() / seconds, rates[rates.Length / 2], firsts[firsts.Length / 2], firsts[Math.Min(firsts.Length - 1, (int)Math.Ceiling(firsts.Length * .95) - 1)]);

        async Task WorkAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < Conversations.Count; i = Interlocked.Increment(ref next))
            {
                var asked = Stopwatch.GetTimestamp();
                var options = new ChatOptions { Temperature = 0, MaxOutputTokens = OutputTokens, AdditionalProperties = new() { ["ignore_eos"] = IgnoresEnd } };
                await foreach (var update in client.GetStreamingResponseAsync(Conversations[i], options, cancellationToken))
                {
                    if (firsts[i] == 0) firsts[i] = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
                    if (update.Contents.OfType<UsageContent>().FirstOrDefault() is { } usage) tokens[i] = usage.Details.OutputTokenCount ?? 0;
                }

                rates[i] = (tokens[i] - 1) / (Stopwatch.GetElapsedTime(asked).TotalSeconds - (firsts[i] / 1000));
            }
        }
    }

    private static string Text(string start, int tokens, Func<string, int> countTokens)
    {
        string[] words = ["room", "window", "garden", "towel", "harbour", "bread", "lamp", "stairs", "key", "bridge", "river", "coat"];
        var text = start;
        for (var i = 0; countTokens(text) < tokens; i++) text += $" {words[(i * 5 + start.Length + i / 3) % words.Length]}";
        return text;
    }
}

/// <summary>What came of a load.</summary>
/// <param name="Concurrency">Chats at a time.</param>
/// <param name="Chats">Chats in all.</param>
/// <param name="TokensPerSecond">Tokens written by all chats together, a second.</param>
/// <param name="DecodePerSecond">Tokens after the first that one chat writes a second, the median.</param>
/// <param name="FirstTokenP50">Milliseconds to the first token, the median.</param>
/// <param name="FirstTokenP95">Milliseconds to the first token, the 95th percentile.</param>
internal sealed record EngineFigures(int Concurrency, int Chats, double TokensPerSecond, double DecodePerSecond, double FirstTokenP50, double FirstTokenP95)
{
    /// <summary>Peak resident memory of this process, in MiB; null where the system does not tell.</summary>
    public double? PeakMemoryMiB { get; init; }

    /// <summary>The same of the server that ran the model; null where this process did.</summary>
    public double? ServerMemoryMiB { get; init; }

    /// <summary>Who ran it.</summary>
    public string Engine { get; init; } = "";
}
