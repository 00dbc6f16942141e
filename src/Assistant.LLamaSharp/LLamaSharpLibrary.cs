using Assistant.Llama;
using Assistant.Llama.Native;
using LLama.Exceptions;
using LLama.Native;

namespace Assistant.LLamaSharp;

/// <summary>Loads the libraries that LLamaSharp brings, and keeps what llama.cpp complains of.</summary>
internal static class LLamaSharpLibrary
{
    private const int ErrorsToKeep = 5;

#if CUDA
    private const bool IsForCuda = true;
#else
    private const bool IsForCuda = false;
#endif

    [ThreadStatic]
    private static List<string>? errors; // llama.cpp complains on the thread that called it

    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Loads the libraries once.</summary>
    /// <exception cref="LlamaException">They are missing, or Assistant.Llama has loaded its own.</exception>
    internal static void EnsureLoaded() => _ = Loaded.Value;

    /// <summary>Whether a model loaded so computes on a GPU.</summary>
    internal static bool UsesGpu(LlamaModelOptions options) => options.GpuLayers != 0 && NativeApi.llama_supports_gpu_offload();

    /// <summary>What llama.cpp complained of on this thread since the last call, oldest first; empty if nothing.</summary>
    internal static string TakeErrors()
    {
        var taken = string.Join(" ", errors ?? []);
        errors?.Clear();
        return taken;
    }

    private static bool Load()
    {
        NativeRuntime.Claim("llamasharp");
        try
        {
            // LLamaSharp looks in the working folder first, where anybody may have put a library.
            NativeLibraryConfig.All.WithSearchDirectory(AppContext.BaseDirectory).WithCuda(IsForCuda).WithVulkan(false).WithLogCallback(KeepErrors);
            NativeApi.llama_empty_call();
        }
        catch (Exception exception) when (exception is RuntimeError or TypeInitializationException or DllNotFoundException)
        {
            throw new LlamaException(
                $"LLamaSharp's libraries in {Path.Combine(AppContext.BaseDirectory, "runtimes")} cannot be loaded. Build with -p:WithLLamaSharp=true and, on Linux, install libgomp1. ({(exception.InnerException ?? exception).Message.ReplaceLineEndings(" ")})",
                exception);
        }

        return true;
    }

    private static void KeepErrors(LLamaLogLevel level, string message)
    {
        if (level != LLamaLogLevel.Error) return;
        errors ??= [];
        errors.Add(message.Trim());
        if (errors.Count > ErrorsToKeep) errors.RemoveAt(0);
    }
}
