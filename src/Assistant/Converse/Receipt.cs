using System.Text.Json.Serialization;

namespace Assistant.Converse;

/// <summary>Everything an answer was made of: enough to show it, to audit it and to make it again.</summary>
public sealed record Receipt(
    string AnswerId,
    string ConversationId,
    string Tenant,
    DateTimeOffset AskedAt,
    AskRequest Request,
    IReadOnlyList<Turn> History,
    Question Question,
    IReadOnlyList<ReceiptPassage> Passages,
    Verdict Verdict,
    IReadOnlyList<AnswerSentence> Sentences,
    IReadOnlyList<WithheldSentence> Withheld,
    string? Prompt,
    ReceiptIdentity Identity,
    Usage Usage,
    IReadOnlyDictionary<string, double> Timings,
    IReadOnlyList<string> FollowUps)
{
    /// <summary>How the order of <see cref="Passages"/> was drawn; null where nothing was (<see cref="AnswerOptions.ExploreShare"/> 0).</summary>
    public ShownOrder? Order { get; init; }

    /// <summary>What could not be used for the answer; null where all went well.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Notice>? Notices { get; init; }
}

/// <summary>A passage of the evidence as it was then, with its scores.</summary>
public sealed record ReceiptPassage(PassageView Passage, string ContentHash, double Score, double? SparseScore, double? DenseScore);

/// <summary>A sentence that the model wrote and nobody read, and why.</summary>
public sealed record WithheldSentence(string Text, string Reason);

/// <summary>What produced the answer: versions, prompt digest, models, settings.</summary>
public sealed record ReceiptIdentity(
    string Version, string Index, string? PromptDigest, string? Answerer, string? Embedder, long Seed, double Temperature, AnswerOptions Settings);
