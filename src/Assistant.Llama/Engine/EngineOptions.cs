namespace Assistant.Llama.Engine;

/// <summary>How an engine shares a model among conversations.</summary>
public sealed record EngineOptions
{
    /// <summary>Conversations that are written at the same time; further ones wait. 1 to 256.</summary>
    public int Slots { get; init; } = 4;

    /// <summary>Tokens of one conversation, prompt and answer together; 0 takes what the model was trained with, at most 4096.</summary>
    public int ContextTokens { get; init; }

    /// <summary>Tokens computed in one step at most, those of waiting prompts included.</summary>
    public int StepTokens { get; init; } = 512;

    /// <summary>Requests that may wait; one more is refused as <see cref="EngineBusyException"/>.</summary>
    public int QueueLimit { get; init; } = 64;

    /// <summary>How long a request may wait for its turn before it is refused as <see cref="EngineBusyException"/>.</summary>
    public TimeSpan WaitLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tokens guessed ahead out of the prompt and checked in one step; 0 guesses none. It changes speed, never text.</summary>
    public int DraftTokens { get; init; } = 8;

    /// <summary>Memory for conversations that had to give up their slot, in bytes; 0 keeps none.</summary>
    public long ParkedBytes { get; init; } = 32L << 20;
}
