using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Assistant.Llama.Native;

/// <summary>A loaded model; freed once nothing uses it.</summary>
internal sealed class ModelHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LlamaNative.llama_model_free(handle);
        return true;
    }
}

/// <summary>A LoRA adapter; it keeps its model alive.</summary>
internal sealed class AdapterHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    private ModelHandle? model;

    internal void Keeping(ModelHandle owner)
    {
        var added = false;
        owner.DangerousAddRef(ref added);
        model = owner;
    }

    protected override bool ReleaseHandle()
    {
        LlamaNative.llama_adapter_lora_free(handle);
        model?.DangerousRelease();
        return true;
    }
}

/// <summary>A context; it keeps its model alive, whatever order the two are disposed in, and owns the flag that interrupts it.</summary>
internal sealed unsafe class ContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    private ModelHandle? model;
    private int* flag;
    private nint threads;

    /// <summary>Makes the model, the flag and the threads outlive this context; flag and threads end with it.</summary>
    internal ContextHandle Keeping(ModelHandle owner, int* abortFlag, nint pool)
    {
        var added = false;
        owner.DangerousAddRef(ref added);
        model = owner;
        flag = abortFlag;
        threads = pool;
        return this;
    }

    protected override bool ReleaseHandle()
    {
        LlamaNative.llama_free(handle);
        ComputeThreads.Free(threads);
        NativeMemory.Free(flag);
        model?.DangerousRelease();
        return true;
    }
}

/// <summary>A sampler chain; it owns the samplers added to it.</summary>
internal sealed class SamplerHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LlamaNative.llama_sampler_free(handle);
        return true;
    }
}
