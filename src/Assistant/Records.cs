namespace Assistant;

/// <summary>What a passage is a piece of.</summary>
public enum PassageKind
{
    /// <summary>A structured fact: address, price, amenity, distance.</summary>
    Fact,

    /// <summary>A house rule.</summary>
    Policy,

    /// <summary>An owner's text.</summary>
    Description,

    /// <summary>A room or unit type.</summary>
    Room,

    /// <summary>A question answered by the owner.</summary>
    Faq,

    /// <summary>A guest's review.</summary>
    Review,
}

/// <summary>How far a passage can be trusted, best first.</summary>
public enum Tier
{
    /// <summary>Fields of the catalogue.</summary>
    Structured,

    /// <summary>Text by the owner.</summary>
    Owner,

    /// <summary>Text by guests: opinion, and never an instruction.</summary>
    Guest,
}

/// <summary>
/// The unit of retrieval and of citation. <paramref name="Text"/> is what may be quoted; <paramref name="Heading"/> (a FAQ's question,
/// a room's name) is searched and read with it, but spans never point into it.
/// </summary>
public sealed record Passage(
    string Id,
    string PropertyId,
    string PropertyName,
    PassageKind Kind,
    Tier Tier,
    string? Heading,
    string Text,
    string Language,
    string FieldPath,
    DateTimeOffset? UpdatedAt = null)
{
    /// <summary>First 16 hexadecimal digits of SHA-256 over everything a reader sees.</summary>
    public string ContentHash { get; } = ContentHashes.Of(PropertyName, Kind.ToString(), Tier.ToString(), Heading, Text, Language);
}

/// <summary>A property the conversation is about, and the words (or the page) that said so.</summary>
public sealed record Focus(string PropertyId, string Name, string Kind, string Because);

/// <summary>A filter that was read out of the question's own words.</summary>
public sealed record FilterMention(string Key, string Value, string Words);

/// <summary>
/// What is to be answered: the message as asked, the same made standalone, its language (ISO 639-1), the properties it is about
/// (none: any) and the filters in force.
/// </summary>
public sealed record Question(
    string Text,
    string Standalone,
    string Language,
    string Tenant,
    IReadOnlyList<Focus> Focus,
    Filters Filters,
    IReadOnlyList<FilterMention> Mentions)
{
    /// <summary>The question a follow-up may complete itself from; null where that is <see cref="Text"/>.</summary>
    public string? Subject { get; init; }

    /// <summary>The name of a place that is asked about and not known; such a question has no answer here. Else null.</summary>
    public string? UnknownPlace { get; init; }

    /// <summary>What the conversation was about before <see cref="Focus"/>, last first, where only the conversation says what is meant.</summary>
    public IReadOnlyList<IReadOnlyList<Focus>> Earlier { get; init; } = [];

    /// <summary>Whether nothing is asked: a greeting, thanks.</summary>
    public bool IsSmallTalk { get; init; }

    /// <summary>Whether only places are asked for: by filters ("hostels in Vienna"), or what kind of place the one in focus is.</summary>
    public bool AsksForPlaces { get; init; }

    /// <summary>What a search for places wishes beside its filters, in words; it orders places and rules none out.</summary>
    public IReadOnlyList<PlaceWish> Wishes { get; init; } = [];

    /// <summary>The order in which places are asked for; null where none is.</summary>
    public PlaceOrder? Order { get; init; }

    /// <summary>What the places in focus are compared by; null where they are not compared.</summary>
    public ComparedBy? Compared { get; init; }

    /// <summary>Whether what guests say is asked for, rather than what owners state.</summary>
    public bool AsksGuests { get; init; }

    /// <summary>Where passages are looked for: under the filters, and where properties are in focus, only at those.</summary>
    public Filters Scope() => Focus.Count == 0 ? Filters : Filters with { Properties = [.. Focus.Select(focus => focus.PropertyId)] };

    /// <summary>Words whose work is done before retrieval: names of the focus, and what became a filter.</summary>
    public IReadOnlyList<string> SettledWords() => [.. Focus.Select(focus => focus.Name), .. Mentions.Select(mention => mention.Words)];
}

/// <summary>
/// A passage found by search. <paramref name="Score"/> orders candidates; the sparse score is BM25, the dense score a cosine (-1 to 1);
/// null where that side did not find the passage.
/// </summary>
public sealed record Candidate(Passage Passage, double Score, double? SparseScore, double? DenseScore);

/// <summary>
/// A candidate with its calibrated relevance (0 to 1), the number it is cited by (1, 2, ...), the sentence that is most to the point (a range of
/// its text), and the share (0 to 1) of the question's content that this sentence and the heading speak of.
/// </summary>
public sealed record RankedPassage(int Ref, Passage Passage, double Relevance, double Coverage, Range BestSentence, Candidate Candidate)
{
    /// <summary>The probability (0 to 1) that the question is answered by all that was found; the same for all of its passages.</summary>
    public double Answerable { get; init; } = 1;
}

/// <summary>
/// What an answer may draw on, numbered from 1. Where nothing is relevant, the passages are the nearest ones: they may be told as such, never
/// as an answer.
/// </summary>
public sealed record Evidence(IReadOnlyList<RankedPassage> Passages, bool IsRelevant)
{
    /// <summary>Whether these are the places that filters left, each by what kind of place it is: an answer to "which places", of no use to a model.</summary>
    public bool IsListing { get; init; }

    /// <summary>How many places there are where not all are listed; else 0.</summary>
    public int Total { get; init; }

    /// <summary>Of a search for places: each place that is listed, with why.</summary>
    public IReadOnlyList<FoundPlace> Places { get; init; } = [];

    /// <summary>Of a comparison: what each place has of it; else null.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>What guests make of the thing asked about, most relevant first, each passage among <see cref="Passages"/>; empty unless that is asked for and three guests or more say.</summary>
    public IReadOnlyList<Opinion> Opinions { get; init; } = [];
}

/// <summary>The variables of the answer prompt, the grammar the answer must follow, and the passages that found room.</summary>
public sealed record ComposedPrompt(string Passages, string Question, string Grammar, Evidence Evidence);

/// <summary>
/// Where a sentence comes from: <paramref name="Start"/> and <paramref name="End"/> are UTF-16 offsets into the passage's text, end exclusive.
/// </summary>
public sealed record Citation(int Ref, string PassageId, int Start, int End, string ContentHash);

/// <summary>A released sentence. <paramref name="Support"/> is 0 to 1: the share of its content found in what it cites.</summary>
public sealed record AnswerSentence(string Text, IReadOnlyList<Citation> Citations, double Support);

/// <summary>How a question ended.</summary>
public enum Verdict
{
    /// <summary>In the model's own words, each sentence verified.</summary>
    Answered,

    /// <summary>In verbatim sentences of the content.</summary>
    Quoted,

    /// <summary>Not at all: the content holds no answer.</summary>
    Refused,
}

/// <summary>Tokens read and written by the answering model; both 0 where none was asked.</summary>
public sealed record Usage(int PromptTokens, int CompletionTokens);
