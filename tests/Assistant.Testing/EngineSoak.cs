using System.Collections.Concurrent;
using System.Diagnostics;
using Assistant.Llama;
using Assistant.Llama.Engine;
using Microsoft.Extensions.AI;

namespace Assistant.Testing;

/// <summary>What came of a soak: how many requests ended how, and the resident memory of the process, in MiB, after the warm-up and at the end.</summary>
public sealed record SoakFigures(int Complete, int Cancelled, int Busy, int Malformed, int Lost, int Crossed, double WarmMiB, double EndMiB)
{
    /// <summary>By how much the memory grew after the warm-up; below 0 where it shrank.</summary>
    public double Growth => (EndMiB / WarmMiB) - 1;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Complete} complete, {Cancelled} cancelled, {Busy} refused as busy, {Malformed} malformed and refused, {Lost} lost, {Crossed} crossed; {WarmMiB:0} MiB after the warm-up, {EndMiB:0} MiB at the end ({Growth:+0.0%;-0.0%})";
}

/// <summary>
/// Many requests at once, more than there is room for, some cancelled, some malformed. Each holds a letter that the answer must echo back, as far as it came:
/// nothing else may be in it, and nothing may be missing.
/// </summary>
/// <param name="start">Starts a client of the model that <see cref="TinyGguf.WriteEcho"/> writes.</param>
/// <param name="requests">How many.</param>
/// <param name="seed">Of the dice.</param>
public sealed class EngineSoak(Func<EngineOptions, IChatClient> start, int requests, int seed)
{
    private const int Workers = 32;
    private const int WarmPart = 5; // the first fifth warms up
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, int> counts = new();
    private readonly List<double> warm = [];
    private readonly ConcurrentQueue<string> wrong = new();
    private double[] last = [];
    private int next = -1;

    /// <summary>What each answer that was not an echo was, and what it should have been.</summary>
    public IReadOnlyCollection<string> Wrong => wrong;

    /// <summary>Runs it; nothing it finds is an exception.</summary>
    public async Task<SoakFigures> RunAsync(CancellationToken cancellationToken)
    {
        using var client = start(new EngineOptions { Slots = 8, QueueLimit = 16, WaitLimit = TimeSpan.FromSeconds(10), ParkedBytes = 4 << 20 });
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(client, new Random(seed + worker), cancellationToken), cancellationToken)));
        return new SoakFigures(Count("complete"), Count("cancelled"), Count("busy"), Count("malformed"), Count("lost"), Count("crossed"), warm.DefaultIfEmpty().Average(), last.DefaultIfEmpty().Average());
    }

    private int Count(string outcome) => counts.GetValueOrDefault(outcome);

    private async Task WorkAsync(IChatClient client, Random random, CancellationToken cancellationToken)
    {
        for (var i = Interlocked.Increment(ref next); i < requests; i = Interlocked.Increment(ref next))
        {
            var (kind, prompt, cancelAfter) = (random.Next(20), random.Next(1000), random.Next(8));
            string outcome;
            do
            {
                outcome = kind switch
                {
                    0 => await MalformedAsync(client, prompt, cancellationToken),
                    < 4 => await AskAsync(client, prompt, cancelAfter, cancellationToken),
                    _ => await AskAsync(client, prompt, int.MaxValue, cancellationToken),
                };
                counts.AddOrUpdate(outcome, 1, (_, count) => count + 1);
                if (outcome == "busy") await Task.Delay(random.Next(10, 50), cancellationToken); // who is refused comes back later
            }
            while (outcome == "busy");

            if (i % 20 == 0) Measure(i);
        }
    }

    // Averages over the fifth after the warm-up, and over the last fifth.
    private void Measure(int i)
    {
        var part = i * WarmPart / requests;
        if (part is not (1 or WarmPart - 1)) return;
        var memory = Environment.WorkingSet / (double)(1 << 20);
        lock (warm)
        {
            if (part == 1) warm.Add(memory);
            else last = [.. last, memory];
        }
    }

    private async Task<string> AskAsync(IChatClient client, int prompt, int cancelAfter, CancellationToken cancellationToken)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        cancellation.CancelAfter(Patience);
        var began = Stopwatch.GetTimestamp();
        var (text, updates, expected) = ("", 0, string.Concat(TinyGguf.Echo(Letter(prompt))));
        try
        {
            if (cancelAfter == 0) await cancellation.CancelAsync();
            await foreach (var update in client.GetStreamingResponseAsync(Prompt(prompt), null, cancellation.Token))
            {
                text += update.Text;
                if (++updates == cancelAfter) await cancellation.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            return Stopwatch.GetElapsedTime(began) >= Patience ? "lost" : expected.StartsWith(text, StringComparison.Ordinal) ? "cancelled" : Crossed();
        }
        catch (EngineBusyException)
        {
            return "busy";
        }

        return text == expected ? "complete" : expected.StartsWith(text, StringComparison.Ordinal) ? "lost" : Crossed();

        string Crossed()
        {
            wrong.Enqueue($"case {prompt}: \"{text}\" instead of \"{expected}\"");
            return "crossed";
        }
    }

    private static async Task<string> MalformedAsync(IChatClient client, int prompt, CancellationToken cancellationToken)
    {
        try
        {
            await ((prompt % 3) switch
            {
                0 => client.GetResponseAsync([new(ChatRole.User, new string('x', 20_000))], null, cancellationToken),
                1 => client.GetResponseAsync(Prompt(0), new ChatOptions { AdditionalProperties = new() { ["grammar"] = "root ::= (" } }, cancellationToken),
                _ => client.GetResponseAsync([], null, cancellationToken),
            });
            return "crossed"; // it must not get an answer
        }
        catch (EngineBusyException)
        {
            return "busy";
        }
        catch (Exception exception) when (exception is LlamaException or ArgumentException)
        {
            return "malformed";
        }
    }

    private static char Letter(int prompt) => TinyGguf.Capitals[prompt % TinyGguf.Capitals.Count];

    // Of different lengths, beginning alike, as conversations about one place do.
    private static List<ChatMessage> Prompt(int i) => [new(ChatRole.System, "you answer questions about places to stay."), new(ChatRole.User, $"{new string('.', i / 4)} case {i} {Letter(i)}?")];
}
