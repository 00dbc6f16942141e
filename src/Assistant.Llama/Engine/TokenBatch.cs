using Assistant.Llama.Native;

namespace Assistant.Llama.Engine;

/// <summary>The tokens of one step, of many sequences; used again for every step.</summary>
internal sealed unsafe class TokenBatch
{
    // Pinned, so that llama.cpp can read them where they lie.
    private readonly int[] tokens;
    private readonly int[] positions;
    private readonly int[] counts;
    private readonly int[] sequences;
    private readonly nint[] rows;
    private readonly sbyte[] outputs;

    internal TokenBatch(int capacity)
    {
        tokens = GC.AllocateArray<int>(capacity, pinned: true);
        positions = GC.AllocateArray<int>(capacity, pinned: true);
        counts = GC.AllocateArray<int>(capacity, pinned: true);
        sequences = GC.AllocateArray<int>(capacity, pinned: true);
        rows = GC.AllocateArray<nint>(capacity, pinned: true);
        outputs = GC.AllocateArray<sbyte>(capacity, pinned: true);
        for (var i = 0; i < capacity; i++) (counts[i], rows[i]) = (1, (nint)((int*)Address(sequences) + i));
    }

    internal int Count { get; private set; }

    internal int Room => tokens.Length - Count;

    internal void Clear() => Count = 0;

    /// <summary>Adds a token and returns its place, by which its output is asked for after the step.</summary>
    internal int Add(int token, int position, int sequence, bool wantOutput)
    {
        (tokens[Count], positions[Count], sequences[Count], outputs[Count]) = (token, position, sequence, (sbyte)(wantOutput ? 1 : 0));
        return Count++;
    }

    /// <summary>As llama.cpp takes it; valid until the next change.</summary>
    internal Batch ToNative() => new()
    {
        Count = Count,
        Tokens = (int*)Address(tokens),
        Positions = (int*)Address(positions),
        SequenceCounts = (int*)Address(counts),
        SequenceIds = (int**)Address(rows),
        WantOutput = (sbyte*)Address(outputs),
    };

    private static void* Address<T>(T[] pinned)
        where T : unmanaged => System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(pinned));
}
