using System.Runtime.InteropServices;

namespace Assistant.Llama.Native;

/// <summary><c>llama_model_params</c> of v0.5.0 (80 bytes, LP64), in the order of the C declaration.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ModelParams
{
    internal nint Devices;
    internal nint TensorBufferOverrides;
    internal int GpuLayers;
    internal int SplitMode;
    internal int LoadMode;
    internal int LazyMode;
    internal int MainGpu;
    internal nint TensorSplit;
    internal nint ProgressCallback;
    internal nint ProgressCallbackData;
    internal nint KeyValueOverrides;
    internal byte VocabOnly;
    internal byte CheckTensors;
    internal byte UseExtraBuffers;
    internal byte NoHost;
    internal byte NoAlloc;
    internal byte LoadMtp;
}

/// <summary><c>llama_context_params</c> of v0.5.0 (160 bytes, LP64), in the order of the C declaration.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ContextParams
{
    internal uint ContextTokens;
    internal uint BatchTokens;
    internal uint MicroBatchTokens;
    internal uint MaxSequences;
    internal uint RecurrentSnapshots;
    internal uint MaxOutputs;
    internal uint MaxOutputsPerSequence;
    internal int Threads;
    internal int BatchThreads;
    internal int ContextType;
    internal int RopeScalingType;
    internal int PoolingType;
    internal int AttentionType;
    internal int FlashAttentionType;
    internal float RopeFrequencyBase;
    internal float RopeFrequencyScale;
    internal float YarnExtFactor;
    internal float YarnAttnFactor;
    internal float YarnBetaFast;
    internal float YarnBetaSlow;
    internal uint YarnOriginalContext;
    internal float DefragThreshold;
    internal nint EvalCallback;
    internal nint EvalCallbackData;
    internal int KeyType;
    internal int ValueType;
    internal nint AbortCallback;
    internal nint AbortCallbackData;
    internal byte Embeddings;
    internal byte OffloadKqv;
    internal byte NoPerf;
    internal byte OpOffload;
    internal byte SwaFull;
    internal byte KvUnified;
    internal nint Samplers;
    internal nuint SamplerCount;
    internal nint OtherContext;
}

/// <summary><c>llama_batch</c>: tokens with their positions and sequences, and whether each one's output is wanted.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Batch
{
    internal int Count;
    internal int* Tokens;
    internal float* Embeddings;
    internal int* Positions;
    internal int* SequenceCounts;
    internal int** SequenceIds;
    internal sbyte* WantOutput;
}

/// <summary><c>llama_chat_message</c>: NUL-terminated UTF-8.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeChatMessage
{
    internal nint Role;
    internal nint Content;
}

/// <summary><c>llama_sampler_chain_params</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SamplerChainParams
{
    internal byte NoPerf;
}

/// <summary><c>llama_token_data</c>: a candidate for the next token.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TokenData
{
    internal int Id;
    internal float Logit;
    internal float Probability;
}

/// <summary><c>llama_token_data_array</c>: what samplers work on.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TokenDataArray
{
    internal TokenData* Data;
    internal nuint Size;
    internal long Selected;
    internal byte Sorted;
}
