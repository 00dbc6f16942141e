namespace Assistant.Llama.Engine;

/// <summary>More requests came than the engine may hold, or one waited longer than it may. Try again after <see cref="RetryAfter"/>.</summary>
public sealed class EngineBusyException(string message, TimeSpan retryAfter) : LlamaException(message)
{
    /// <summary>When a slot is likely to be free.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
