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

/// <summary>A context; it keeps its model alive, whatever order the two are disposed in.</summary>
internal sealed class ContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    private ModelHandle? model;

    /// <summary>Makes the model outlive this context.</summary>
    internal ContextHandle Keeping(ModelHandle owner)
    {
        var added = false;
        owner.DangerousAddRef(ref added);
        model = owner;
        return this;
    }

    protected override bool ReleaseHandle()
    {
        LlamaNative.llama_free(handle);
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
