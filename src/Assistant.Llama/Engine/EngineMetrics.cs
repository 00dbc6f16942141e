using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Assistant.Llama.Engine;

/// <summary>
/// What the engine tells OpenTelemetry, under meter <c>Assistant.Llama</c>: names and units of the GenAI semantic conventions where they have one.
/// Counts and times only, never text.
/// </summary>
internal sealed class EngineMetrics : IDisposable
{
    internal const string MeterName = "Assistant.Llama"; // of its spans too

    // The boundaries that the conventions advise; those of a token begin lower, for a small model writes one in less than a millisecond.
    private static readonly InstrumentAdvice<double> RequestSeconds = new() { HistogramBucketBoundaries = [.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] };
    private static readonly InstrumentAdvice<double> FirstTokenSeconds = new() { HistogramBucketBoundaries = [.001, .005, .01, .02, .04, .06, .08, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10] };
    private static readonly InstrumentAdvice<double> TokenSeconds = new() { HistogramBucketBoundaries = [.0005, .001, .0025, .005, .01, .025, .05, .075, .1, .15, .2, .3, .4, .5, .75, 1, 2.5] };
    private static readonly InstrumentAdvice<int> TokenCounts = new() { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144] };
    private static readonly InstrumentAdvice<int> StepTokens = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048] };

    private readonly Meter meter = new(MeterName);
    private readonly TagList tags;
    private readonly Histogram<double> duration;
    private readonly Histogram<double> firstToken;
    private readonly Histogram<double> perToken;
    private readonly Histogram<double> queue;
    private readonly Histogram<int> tokens;
    private readonly Histogram<int> occupancy;
    private readonly Counter<long> cached;
    private readonly Counter<long> drafted;
    private readonly Counter<long> accepted;

    internal EngineMetrics(LlamaModel model, Func<int> waiting)
    {
        tags = new TagList { { "gen_ai.operation.name", "chat" }, { "gen_ai.provider.name", "llama.cpp" }, { "gen_ai.request.model", Path.GetFileName(model.Path) } };
        duration = meter.CreateHistogram("gen_ai.server.request.duration", "s", "From the request's arrival to the end of its answer.", advice: RequestSeconds);
        firstToken = meter.CreateHistogram("gen_ai.server.time_to_first_token", "s", "From the request's arrival to its first token.", advice: FirstTokenSeconds);
        perToken = meter.CreateHistogram("gen_ai.server.time_per_output_token", "s", "Of each token after the first.", advice: TokenSeconds);
        tokens = meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Tokens of prompt and answer.", advice: TokenCounts);
        queue = meter.CreateHistogram("assistant.llama.queue.duration", "s", "Waiting for a slot.", advice: FirstTokenSeconds);
        occupancy = meter.CreateHistogram("assistant.llama.step.tokens", "{token}", "Tokens computed in one step.", advice: StepTokens);
        cached = meter.CreateCounter<long>("assistant.llama.prompt.cached_tokens", "{token}", "Prompt tokens that were not computed again.");
        drafted = meter.CreateCounter<long>("assistant.llama.draft.tokens", "{token}", "Tokens guessed ahead.");
        accepted = meter.CreateCounter<long>("assistant.llama.draft.accepted_tokens", "{token}", "Guessed tokens that came true.");
        meter.CreateObservableGauge("assistant.llama.queue.length", waiting, "{request}", "Requests that wait for a slot.");
    }

    internal void Step(int computed) => occupancy.Record(computed, tags);

    internal void Drafts(int guessed, int right)
    {
        drafted.Add(guessed, tags);
        accepted.Add(right, tags);
    }

    /// <summary>A request came to its end, in whatever way.</summary>
    internal void Ended(Generation generation, Exception? reason)
    {
        var own = tags;
        if (reason is not null) own.Add("error.type", reason.GetType().Name);
        var total = Stopwatch.GetElapsedTime(generation.SubmittedAt).TotalSeconds;
        duration.Record(total, own);
        if (generation.StartedAt is { } started) queue.Record(Seconds(generation.SubmittedAt, started), tags);
        cached.Add(generation.CachedTokens, tags);
        tokens.Record(generation.PromptTokens, [.. tags, new("gen_ai.token.type", "input")]);
        tokens.Record(generation.Written, [.. tags, new("gen_ai.token.type", "output")]);
        if (generation.FirstTokenAt is not { } first) return;
        firstToken.Record(Seconds(generation.SubmittedAt, first), tags);
        if (generation.Written > 1) perToken.Record((total - Seconds(generation.SubmittedAt, first)) / (generation.Written - 1), tags);
    }

    public void Dispose() => meter.Dispose();

    private static double Seconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalSeconds;
}
