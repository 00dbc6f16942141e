using Microsoft.Extensions.AI;

namespace Assistant.Llama.Engine;

/// <summary>What <see cref="ChatOptions"/> has no property for: <c>grammar</c>, <c>logit_bias</c>, <c>ignore_eos</c>, <c>min_p</c>, <c>lora</c>.</summary>
internal static class ChatExtras
{
    /// <summary>The value under <paramref name="key"/>; null where there is none.</summary>
    internal static object? Extra(this ChatOptions? options, string key) => options?.AdditionalProperties?.GetValueOrDefault(key);
}
