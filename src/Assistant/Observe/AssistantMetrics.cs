using System.Diagnostics;
using System.Diagnostics.Metrics;
using Assistant.Converse;
using Assistant.Ingest;

namespace Assistant.Observe;

/// <summary>
/// What the library counts, under meter <c>Assistant</c>. Every tag has few values: nothing counts by property, question or guest.
/// </summary>
public static class AssistantMetrics
{
    private static readonly Meter Meter = new(Signals.Name); // without a version: it would begin every series anew

    // A quoted answer takes milliseconds, a written one on a CPU may take a minute.
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60] };

    private static readonly Histogram<double> Questions = Meter.CreateHistogram("assistant.question.duration", "s", "From a message to the end of its answer.", advice: Seconds);
    private static readonly Histogram<double> FirstSentences = Meter.CreateHistogram("assistant.first_sentence.duration", "s", "From a message to the first sentence that was released.", advice: Seconds);
    private static readonly Histogram<double> Stages = Meter.CreateHistogram("assistant.stage.duration", "s", "Of one run of a stage.", advice: Seconds);
    private static readonly Counter<long> Sentences = Meter.CreateCounter<long>("assistant.sentences", "{sentence}", "Sentences that were released, and written ones that were withheld.");
    private static readonly Counter<long> Decisions = Meter.CreateCounter<long>("assistant.relevance.decisions", "{decision}", "Whether anything that was found is relevant.");
    private static readonly Counter<long> Documents = Meter.CreateCounter<long>("assistant.ingest.documents", "{document}", "Documents and broken lines that were read, by what became of them.");
    private static readonly Counter<long> Notices = Meter.CreateCounter<long>("assistant.notices", "{notice}", "Parts that answers had to do without.");
    private static readonly Counter<long> Ratings = Meter.CreateCounter<long>("assistant.feedback", "{rating}", "What guests thought of answers.");

    /// <summary>A guest rated an answer.</summary>
    public static void Rated(Rating rating) => Ratings.Add(1, new KeyValuePair<string, object?>("assistant.rating", Lower(rating)));

    internal static void Asked(string verdict, string? error, TimeSpan duration)
    {
        var tags = new TagList { { "assistant.verdict", verdict } };
        if (error is not null) tags.Add("error.type", error);
        Questions.Record(duration.TotalSeconds, tags);
    }

    internal static void FirstSentence(TimeSpan duration) => FirstSentences.Record(duration.TotalSeconds);

    internal static void Said(int released, int withheld)
    {
        if (released > 0) Sentences.Add(released, new KeyValuePair<string, object?>("assistant.outcome", "released"));
        if (withheld > 0) Sentences.Add(withheld, new KeyValuePair<string, object?>("assistant.outcome", "withheld"));
    }

    internal static void Without(Notice notice) => Notices.Add(1, new KeyValuePair<string, object?>("assistant.notice", notice.Code));

    internal static void Ran(string stage, string? error, TimeSpan duration)
    {
        var tags = new TagList { { "assistant.stage", stage } };
        if (error is not null) tags.Add("error.type", error);
        Stages.Record(duration.TotalSeconds, tags);
    }

    internal static void Decided(bool isRelevant) => Decisions.Add(1, new KeyValuePair<string, object?>("assistant.outcome", isRelevant ? "relevant" : "irrelevant"));

    internal static void Ingested(DocumentOutcome outcome) => Documents.Add(1, new KeyValuePair<string, object?>("assistant.outcome", Lower(outcome)));

    private static string Lower(Enum value) => value.ToString().ToLowerInvariant();
}
