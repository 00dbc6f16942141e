namespace Assistant.Generate;

/// <summary>Who writes answers: the model's identity and the digest of its prompt; no identity means that answers are quoted.</summary>
public sealed record AnswerModel(string? Identity, string? PromptDigest)
{
    /// <summary>Nobody writes.</summary>
    public static AnswerModel None { get; } = new(null, null);

    /// <summary>Whether there is a model.</summary>
    public bool IsConfigured => Identity is not null;
}
