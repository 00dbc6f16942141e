using System.Runtime.InteropServices;

namespace Assistant.Llama.Native;

/// <summary>
/// Threads that stay for a context's life. Without them llama.cpp starts new ones for every step, which takes longer than a step of a small model:
/// 340 tokens a second on two cores, where one thread alone gave 780.
/// </summary>
internal static unsafe class ComputeThreads
{
    private const int Cpu = 0; // GGML_BACKEND_DEVICE_TYPE_CPU

    /// <summary>A pool of so many threads; 0 where one is enough, or the libraries have none.</summary>
    internal static nint Create(int threads)
    {
        var create = threads < 2 ? 0 : Function("ggml_threadpool_new");
        if (create == 0) return 0;
        var parameters = LlamaNative.ggml_threadpool_params_default(threads);
        return ((delegate* unmanaged[Cdecl]<ThreadPoolParams*, nint>)create)(&parameters);
    }

    /// <summary>Ends the threads of a pool.</summary>
    internal static void Free(nint pool)
    {
        if (pool != 0) ((delegate* unmanaged[Cdecl]<nint, void>)Function("ggml_threadpool_free"))(pool);
    }

    // They belong to the back end for the processor at hand, which was chosen when the libraries were loaded.
    private static nint Function(string name)
    {
        var device = LlamaNative.ggml_backend_dev_by_type(Cpu);
        return device == 0 ? 0 : LlamaNative.ggml_backend_reg_get_proc_address(LlamaNative.ggml_backend_dev_backend_reg(device), name);
    }
}

/// <summary><c>ggml_threadpool_params</c> of v0.5.0.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ThreadPoolParams
{
    internal fixed byte CpuMask[512];
    internal int Threads;
    internal int Priority;
    internal uint Poll;
    internal byte StrictCpu;
    internal byte Paused;
}
