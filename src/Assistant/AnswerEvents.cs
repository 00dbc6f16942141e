using System.Text.Json.Serialization;

namespace Assistant;

/// <summary>What a user sees of an answer, in this order: <c>passages</c> once, <c>sentence</c> any number of times, <c>done</c> once.</summary>
/// <param name="EventName">The event's name on the wire.</param>
public abstract record AnswerEvent([property: JsonIgnore] string EventName);

/// <summary>What was understood, and the passages that the answer may draw on.</summary>
public sealed record PassagesEvent(
    string Question, Filters Filters, IReadOnlyList<string> Focus, IReadOnlyList<FilterMention> Mentions, IReadOnlyList<PassageView> Passages) : AnswerEvent("passages");

/// <summary>A passage as shown. <paramref name="Heading"/> is a FAQ's question or a room's name; citations point into <paramref name="Text"/>.</summary>
public sealed record PassageView(
    int Ref, string PassageId, string PropertyId, string PropertyName, PassageKind Kind, Tier Tier, string? Heading, string Text, double Relevance, DateTimeOffset? UpdatedAt)
{
    /// <summary>The view of a ranked passage.</summary>
    public static PassageView Of(RankedPassage ranked)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        var passage = ranked.Passage;
        return new(ranked.Ref, passage.Id, passage.PropertyId, passage.PropertyName, passage.Kind, passage.Tier, passage.Heading, passage.Text, Math.Round(ranked.Relevance, 4), passage.UpdatedAt);
    }
}

/// <summary>A verified sentence with its citations. A sentence without citations speaks of the search itself, never of a property.</summary>
public sealed record SentenceEvent(string Text, IReadOnlyList<Citation> Citations, double Support) : AnswerEvent("sentence");

/// <summary>
/// The end of an answer. <paramref name="Withheld"/> counts written sentences that failed verification; timings are milliseconds by stage;
/// <paramref name="Notices"/>, left out where all went well, says what could not be used.
/// </summary>
public sealed record DoneEvent(
    string AnswerId, string ConversationId, Verdict Verdict, int Withheld, Usage Usage, IReadOnlyDictionary<string, double> Timings,
    IReadOnlyList<string> FollowUps, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Notice>? Notices = null) : AnswerEvent("done");
