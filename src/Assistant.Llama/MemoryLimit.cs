using System.Globalization;
using Assistant.Llama.Native;

namespace Assistant.Llama;

/// <summary>What a model and its context need of main memory, checked before it is asked for: a machine that swaps, or a container that is killed, says nothing useful.</summary>
internal static class MemoryLimit
{
    private const int BytesPerValue = 2; // of the cache: f16

    /// <summary>Refuses a file that main memory cannot hold. On a GPU it is the GPU's memory that counts, and llama.cpp says itself what is missing.</summary>
    /// <exception cref="LlamaException">It is too large; the message names both sizes.</exception>
    internal static void CheckModel(string path, bool usesGpu)
    {
        if (!usesGpu) Check(new FileInfo(path).Length, path, "Use a smaller model or a smaller quantisation of it.");
    }

    /// <summary>Refuses a context whose keys and values main memory cannot hold.</summary>
    /// <exception cref="LlamaException">It is too large; the message names both sizes.</exception>
    internal static void CheckContext(string path, bool usesGpu, long bytesPerToken, long tokens)
    {
        if (!usesGpu) Check(tokens * bytesPerToken, $"{tokens} tokens of context for {path}", "Lower Assistant:Models:ContextTokens or Assistant:Models:MaxConcurrent.");
    }

    /// <summary>Bytes of keys and values a token takes.</summary>
    internal static long CacheBytes(int layers, int width, int heads, int cacheHeads) => heads == 0 ? 0 : 2L * BytesPerValue * layers * (width / heads * cacheHeads);

    /// <summary>Whether a model loaded so computes on a GPU.</summary>
    internal static bool UsesGpu(LlamaModelOptions options) => options.GpuLayers != 0 && LlamaNative.llama_supports_gpu_offload();

    private static void Check(long needed, string what, string advice)
    {
        if (Available() is { } available && needed > available)
        {
            throw new LlamaException(string.Create(CultureInfo.InvariantCulture, $"{what} needs {needed / 1e9:0.0} GB of memory, and {available / 1e9:0.0} GB is free. {advice}"));
        }
    }

    // What the system calls available, or what the container still may take (cgroup v2), whichever is less; unknown elsewhere than on Linux.
    private static long? Available()
    {
        if (!File.Exists("/proc/meminfo")) return null;
        var line = File.ReadLines("/proc/meminfo").FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
        if (line is null) return null;
        var system = Number(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
        return Cgroup("memory.max") is { } limit && Cgroup("memory.current") is { } current ? Math.Min(system!.Value, limit - current) : system;
    }

    private static long? Cgroup(string file) => File.Exists($"/sys/fs/cgroup/{file}") ? Number(File.ReadAllText($"/sys/fs/cgroup/{file}").Trim()) : null;

    private static long? Number(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null; // "max": no limit
}
