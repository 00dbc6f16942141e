using System.Runtime.InteropServices;

namespace Assistant.Llama.Engine;

/// <summary>A place for one conversation in the context: what its cache holds, and the request that runs in it, if any.</summary>
internal sealed class Slot(int id)
{
    internal int Id { get; } = id;

    /// <summary>Tokens whose keys and values the cache holds, from position 0 on.</summary>
    internal List<int> Resident { get; } = [];

    /// <summary>What the model was changed by when that was computed.</summary>
    internal LlamaAdapter? Adapter { get; set; }

    internal Generation? Generation { get; set; }

    /// <summary>Whether the running request has had its look at what other slots hold.</summary>
    internal bool HasBegun { get; set; }

    /// <summary>Steps for which its prompt has waited.</summary>
    internal int Age { get; set; }

    /// <summary>Steps in which requests with another adapter had their turn.</summary>
    internal int Idle { get; set; }

    internal long LastUsed { get; set; }

    internal bool IsFree => Generation is null;

    /// <summary>Tokens still to compute before the next one can be chosen; 1 while an answer is being written.</summary>
    internal int Missing => Generation!.Tokens.Count - Resident.Count;

    internal bool IsWriting => Generation is { Written: > 0 };

    /// <summary>How many tokens at the start of a request the cache holds.</summary>
    internal int Shared(Generation generation) =>
        Adapter != generation.Adapter ? 0 : CollectionsMarshal.AsSpan(Resident).CommonPrefixLength(CollectionsMarshal.AsSpan(generation.Tokens));
}
