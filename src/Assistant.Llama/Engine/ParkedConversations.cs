using System.Runtime.InteropServices;
using Assistant.Llama.Native;

namespace Assistant.Llama.Engine;

/// <summary>States of conversations that had to give up their slot, in memory up to a limit; those used longest ago go first.</summary>
internal sealed class ParkedConversations(LlamaContext context, long mostBytes)
{
    private const int WorthKeeping = 64; // tokens: fewer are computed as fast
    private readonly LinkedList<Conversation> conversations = new(); // last used first
    private long bytes;

    /// <summary>Keeps what a slot holds, if it is worth it and not held already.</summary>
    internal unsafe void Keep(Slot slot)
    {
        if (slot.Resident.Count < WorthKeeping || conversations.Any(other => Shared(other, slot.Adapter, slot.Resident) == slot.Resident.Count)) return;
        var size = (long)LlamaNative.llama_state_seq_get_size(context.Handle, slot.Id);
        if (size == 0 || size > mostBytes) return;
        var state = new byte[size];
        fixed (byte* target = state)
        {
            if (LlamaNative.llama_state_seq_get_data(context.Handle, target, (nuint)size, slot.Id) == 0) return;
        }

        conversations.AddFirst(new Conversation([.. slot.Resident], slot.Adapter, state));
        bytes += size;
        while (bytes > mostBytes) Forget(conversations.Last!);
    }

    /// <summary>Whether a conversation holds at least so many tokens of the beginning of a request.</summary>
    internal bool Holds(Generation generation, int least) => Nearest(generation, least) is not null;

    /// <summary>Takes out the conversation that holds most of the beginning of a request, if that is at least so many.</summary>
    internal Conversation? Take(Generation generation, int least)
    {
        var nearest = Nearest(generation, least);
        if (nearest is not null) Forget(nearest);
        return nearest?.Value;
    }

    /// <summary>Puts a conversation into a slot; false where llama.cpp does not take it, and the slot is empty then.</summary>
    internal unsafe bool Restore(Conversation conversation, Slot slot)
    {
        LlamaNative.llama_memory_seq_rm(context.Memory, slot.Id, 0, -1);
        slot.Resident.Clear();
        fixed (byte* source = conversation.State)
        {
            if (LlamaNative.llama_state_seq_set_data(context.Handle, source, (nuint)conversation.State.Length, slot.Id) == 0) return false;
        }

        slot.Adapter = conversation.Adapter;
        slot.Resident.AddRange(conversation.Tokens);
        return true;
    }

    private static int Shared(Conversation conversation, LlamaAdapter? adapter, List<int> tokens) => conversation.Adapter != adapter ? 0 : conversation.Tokens.AsSpan().CommonPrefixLength(CollectionsMarshal.AsSpan(tokens));

    private LinkedListNode<Conversation>? Nearest(Generation generation, int least)
    {
        LinkedListNode<Conversation>? best = null;
        for (var node = conversations.First; node is not null; node = node.Next)
        {
            var shared = Shared(node.Value, generation.Adapter, generation.Tokens);
            if (shared >= least) (best, least) = (node, shared + 1);
        }

        return best;
    }

    private void Forget(LinkedListNode<Conversation> node)
    {
        conversations.Remove(node);
        bytes -= node.Value.State.Length;
    }

    internal sealed record Conversation(int[] Tokens, LlamaAdapter? Adapter, byte[] State);
}
