using System.Runtime.InteropServices;
using Assistant.Llama.Native;

namespace Assistant.Llama.Engine;

/// <summary>
/// The slots of a context and what their caches hold. A request takes the free slot that holds most of its beginning, or else the one that was
/// used longest ago, and copies from another what both begin with (the system prompt, a property's passages) rather than compute it again.
/// </summary>
internal sealed class SlotCache
{
    private const int WorthCopying = 32; // tokens: a copy moves a whole slot's memory
    private readonly LlamaContext context;
    private readonly ParkedConversations parked;
    private readonly HashSet<Slot> copied = []; // since the last step: llama.cpp copies only when it next computes, and what is copied must stay until then
    private long clock;

    internal SlotCache(LlamaContext context, EngineOptions options)
    {
        this.context = context;
        parked = new ParkedConversations(context, options.ParkedBytes);
        Slots = [.. Enumerable.Range(0, options.Slots).Select(id => new Slot(id))];
    }

    internal IReadOnlyList<Slot> Slots { get; }

    internal bool HasFree => Slots.Any(slot => slot.IsFree);

    internal IEnumerable<Slot> Busy => Slots.Where(slot => !slot.IsFree);

    /// <summary>Gives a request a free slot; there must be one.</summary>
    internal void Seat(Generation generation)
    {
        var free = Slots.Where(slot => slot.IsFree).ToList();
        var nearest = free.MaxBy(slot => slot.Shared(generation))!;
        var goesOn = nearest.Shared(generation) * 2 >= Math.Max(1, nearest.Resident.Count); // most of what it holds is of use
        var slot = goesOn ? nearest : free.MinBy(slot => slot.LastUsed)!;
        (slot.Generation, slot.HasBegun, slot.Age, slot.Idle, slot.LastUsed) = (generation, false, 0, 0, ++clock);
    }

    /// <summary>
    /// Before its first token is computed: brings what other slots hold of the prompt. False where another one is about to compute it: then it
    /// is better to wait, or where what it holds is still to be copied.
    /// </summary>
    internal bool Begin(Slot slot)
    {
        if (slot.HasBegun) return true;
        var generation = slot.Generation!;
        var own = slot.Shared(generation);
        var donor = Slots.Where(other => other != slot).MaxBy(other => other.Shared(generation));
        var held = donor?.Shared(generation) ?? 0;
        var soon = Busy.Where(other => other != slot && other.HasBegun && !other.IsWriting).Select(other => Shared(other.Generation!, generation)).DefaultIfEmpty().Max();
        if (soon >= Math.Max(own, held) + WorthCopying) return false;
        if (copied.Contains(slot) && parked.Holds(generation, Math.Max(own, held) + WorthCopying)) return false;
        if (parked.Take(generation, Math.Max(own, held) + WorthCopying) is { } conversation)
        {
            parked.Keep(slot);
            own = parked.Restore(conversation, slot) ? slot.Shared(generation) : 0;
        }
        else if (held >= own + WorthCopying)
        {
            parked.Keep(slot);
            Copy(donor!, slot);
            own = held;
        }
        else if (own < slot.Resident.Count)
        {
            parked.Keep(slot);
        }

        slot.Adapter = generation.Adapter;
        CutTo(slot, Math.Min(own, generation.PromptTokens - 1)); // the last token is computed again: the next one comes out of it
        (slot.HasBegun, generation.CachedTokens) = (true, slot.Resident.Count);
        return true;
    }

    /// <summary>Forgets what a slot's cache holds from position <paramref name="length"/> on.</summary>
    internal void CutTo(Slot slot, int length)
    {
        if (!LlamaNative.llama_memory_seq_rm(context.Memory, slot.Id, length, -1)) // a model whose memory cannot be cut back, only emptied
        {
            LlamaNative.llama_memory_seq_rm(context.Memory, slot.Id, 0, -1);
            length = 0;
        }

        if (length < slot.Resident.Count) slot.Resident.RemoveRange(length, slot.Resident.Count - length);
    }

    /// <summary>A step was computed, and the copies with it.</summary>
    internal void Computed() => copied.Clear();

    /// <summary>A step failed: nothing is known to be held any more.</summary>
    internal void Clear()
    {
        copied.Clear();
        LlamaNative.llama_memory_clear(context.Memory, data: true);
        foreach (var slot in Slots) slot.Resident.Clear();
    }

    private static int Shared(Generation left, Generation right) =>
        left.Adapter != right.Adapter ? 0 : CollectionsMarshal.AsSpan(left.Tokens).CommonPrefixLength(CollectionsMarshal.AsSpan(right.Tokens));

    private void Copy(Slot from, Slot to)
    {
        LlamaNative.llama_memory_seq_rm(context.Memory, to.Id, 0, -1);
        LlamaNative.llama_memory_seq_cp(context.Memory, from.Id, to.Id, -1, -1);
        copied.Add(from);
        to.Adapter = from.Adapter;
        to.Resident.Clear();
        to.Resident.AddRange(from.Resident);
    }
}
