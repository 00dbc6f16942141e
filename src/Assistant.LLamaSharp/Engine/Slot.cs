using System.Runtime.InteropServices;
using LLama.Batched;
using LLama.Native;

namespace Assistant.LLamaSharp.Engine;

/// <summary>A conversation of the executor, which stays for its life: what its cache holds, and the request that runs in it, if any.</summary>
internal sealed class Slot(Conversation conversation)
{
    private readonly List<LLamaToken> resident = []; // whose keys and values the cache holds, from position 0 on

    internal ChatRequest? Request { get; private set; }

    /// <summary>When it was taken, counted up; of those that read their prompts the first goes first.</summary>
    internal long Order { get; private set; }

    internal bool IsFree => Request is null;

    internal bool IsWriting => Request is { Written: > 0 };

    /// <summary>Whether everything is computed from which the next token comes.</summary>
    internal bool IsReady => resident.Count == Request!.Tokens.Count;

    /// <summary>How many tokens at the start of a request the cache holds. The last one is computed again: the next token comes out of it.</summary>
    internal int Shared(ChatRequest request) =>
        Math.Min(CollectionsMarshal.AsSpan(resident).CommonPrefixLength(CollectionsMarshal.AsSpan(request.Tokens)), request.PromptTokens - 1);

    /// <summary>Begins a request on what the cache holds of its prompt.</summary>
    internal void Take(ChatRequest request, long order)
    {
        CutTo(Shared(request));
        (Request, Order, request.CachedTokens) = (request, order, resident.Count);
    }

    /// <summary>What the request was in stays, for one that begins alike.</summary>
    internal void Leave() => Request = null;

    /// <summary>Puts its next tokens into the executor's batch, at most so many; returns how many.</summary>
    internal int Feed(int room)
    {
        var next = CollectionsMarshal.AsSpan(Request!.Tokens)[resident.Count..];
        if (next.Length > room) next = next[..room];
        conversation.Prompt(next);
        resident.AddRange(next);
        return next.Length;
    }

    /// <summary>Chooses the next token; returns whether the answer is at its end.</summary>
    internal bool Continue() => Request!.Continue(conversation.Sample());

    private void CutTo(int length)
    {
        if (length == resident.Count) return;
        Remove(length);
        if ((int)conversation.Executor.Context.NativeHandle.MemorySequenceMaxPosition(conversation.ConversationId) >= length) Remove(length = 0); // a memory that cannot be cut back, only emptied
        resident.RemoveRange(length, resident.Count - length);
    }

    private void Remove(int from) => conversation.Modify((end, cache) =>
    {
        cache.Remove(from, end);
        return from;
    });
}
