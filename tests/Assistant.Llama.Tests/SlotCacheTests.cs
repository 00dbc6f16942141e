using Assistant.Llama.Engine;
using Assistant.Testing;
using Microsoft.Extensions.AI;

namespace Assistant.Llama.Tests;

/// <summary>What slots and parked conversations hand to each other, step by step, on a model whose every word depends on all words before.</summary>
public sealed class SlotCacheTests : IDisposable
{
    private static readonly EngineOptions Options = new() { Slots = 2, DraftTokens = 0 };
    private readonly TemporaryFolder folder = new();
    private readonly LlamaModel model;

    public SlotCacheTests() => model = LlamaModel.Load(TinyGguf.WriteRandom(folder.File("random.gguf")), new LlamaModelOptions(Threads: 1));

    public void Dispose()
    {
        model.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_slot_that_is_being_copied_is_not_overwritten_by_a_parked_conversation()
    {
        var (parked, copied, other) = (Text("The parked one. ", 100), Text("The copied one: ", 150), Text("Another thing, ", 300));
        var (copies, returns) = (copied[..60] + "?", parked + "!");
        using var cache = new Steps(model);
        foreach (var prompt in new[] { parked, other, copied }) cache.Write(prompt); // the third takes the first one's slot

        var together = cache.Write(copies, returns);

        Assert.Equal([Alone(copies), Alone(returns)], together);
    }

    private string Alone(string prompt)
    {
        using var fresh = new Steps(model);
        return fresh.Write(prompt)[0];
    }

    private static string Text(string start, int length) => start + string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i * i % 23))))[..(length - start.Length)];

    // An engine without its thread: requests that come at the same moment can be tested.
    private sealed class Steps : IDisposable
    {
        private readonly LlamaModel model;
        private readonly LlamaContext context;
        private readonly SlotCache cache;
        private readonly EngineMetrics metrics;
        private readonly EngineStep step;

        internal Steps(LlamaModel model)
        {
            this.model = model;
            context = new LlamaContext(model, parameters => parameters with { ContextTokens = 1024, BatchTokens = 512, MicroBatchTokens = 512, MaxSequences = 2 });
            (cache, metrics) = (new SlotCache(context, Options), new EngineMetrics(model, () => 0));
            step = new EngineStep(model, context, cache, Options, metrics);
        }

        public void Dispose()
        {
            context.Dispose();
            metrics.Dispose();
        }

        internal List<string> Write(params string[] prompts)
        {
            var generations = prompts.Select(prompt => new Generation(model, model.Tokenize(prompt, addSpecial: true, parseSpecial: false), new ChatOptions(), 24, 0, TestContext.Current.CancellationToken)).ToList();
            foreach (var generation in generations) cache.Seat(generation);
            while (cache.Busy.Any())
            {
                foreach (var slot in step.Run()) slot.Generation = null;
            }

            var written = generations.Select(generation => string.Join(' ', generation.Tokens.Skip(generation.PromptTokens))).ToList();
            foreach (var generation in generations) generation.Dispose();
            return written;
        }
    }
}
