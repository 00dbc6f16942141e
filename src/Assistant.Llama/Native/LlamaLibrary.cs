using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Assistant.Llama.Native;

/// <summary>Finds llama.cpp's libraries, checks that they are the version whose struct layouts are declared here, and keeps their last complaints.</summary>
internal static unsafe class LlamaLibrary
{
    /// <summary>The version whose layouts <see cref="ModelParams"/> and <see cref="ContextParams"/> follow. They change between releases.</summary>
    internal const string Version = "0.5.0";

    private const int ErrorLevel = 4; // GGML_LOG_LEVEL_ERROR
    private const int ErrorsToKeep = 5;
    private static readonly ConcurrentQueue<string> Errors = new();
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>The folder that holds the libraries: <c>llama.cpp</c> beside the program, or what <c>ASSISTANT_LLAMA_LIBRARIES</c> says.</summary>
    internal static string Folder { get; } =
        Environment.GetEnvironmentVariable("ASSISTANT_LLAMA_LIBRARIES") is { Length: > 0 } set ? set : Path.Combine(AppContext.BaseDirectory, "llama.cpp");

    /// <summary>Loads the libraries once.</summary>
    /// <exception cref="LlamaException">They are missing, or of another version.</exception>
    internal static void EnsureLoaded() => _ = Loaded.Value;

    /// <summary>What llama.cpp complained of since the last call, oldest first; empty if nothing.</summary>
    internal static string TakeErrors()
    {
        var lines = new List<string>();
        while (Errors.TryDequeue(out var line)) lines.Add(line);
        return string.Join(" ", lines);
    }

    private static bool Load()
    {
        NativeRuntime.Claim("llama.cpp");
        var llama = Find("llama");
        var ggml = Find("ggml");
        NativeLibrary.SetDllImportResolver(typeof(LlamaLibrary).Assembly, (name, _, _) => name switch
        {
            LlamaNative.Llama => NativeLibrary.Load(llama),
            LlamaNative.Ggml => NativeLibrary.Load(ggml),
            _ => 0,
        });
        try
        {
            var version = Marshal.PtrToStringUTF8(LlamaNative.llama_version()) ?? "unknown";
            if (!IsSupported(version))
            {
                throw new LlamaException($"The llama.cpp libraries in {Folder} are version {version}; this build needs {Version}. Delete that folder and build again, or point ASSISTANT_LLAMA_LIBRARIES at libraries of that version.");
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new LlamaException($"The llama.cpp libraries in {Folder} cannot be used: {exception.Message} This build needs version {Version}; delete that folder and build again.", exception);
        }

        LlamaNative.llama_log_set(&KeepErrors, 0);
        LlamaNative.ggml_backend_load_all_from_path(Folder);
        if (LlamaNative.ggml_backend_dev_count() == 0) throw new LlamaException($"No compute back end in {Folder} fits this processor. Delete that folder and build again on this machine.");
        LlamaNative.llama_backend_init();
        return true;
    }

    /// <summary>Whether a library of that version has the layouts declared here.</summary>
    internal static bool IsSupported(string version) => version == Version || version.StartsWith($"{Version}-", StringComparison.Ordinal);

    private static string Find(string name)
    {
        string[] patterns = OperatingSystem.IsWindows() ? [$"{name}.dll", $"{name}.v*.dll", $"lib{name}.dll", $"lib{name}.v*.dll"]
            : OperatingSystem.IsMacOS() ? [$"lib{name}.dylib", $"lib{name}.v*.dylib"]
            : [$"lib{name}.so", $"lib{name}.v*.so"];
        var found = Directory.Exists(Folder) ? patterns.SelectMany(pattern => Directory.EnumerateFiles(Folder, pattern)).FirstOrDefault() : null;
        return found ?? throw new LlamaException(
            $"llama.cpp's libraries are not in {Folder}. Install Node.js 20 or later and build again (the build fetches them with npm), or point ASSISTANT_LLAMA_LIBRARIES at them.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void KeepErrors(int level, byte* text, void* data)
    {
        if (level != ErrorLevel) return;
        Errors.Enqueue(Marshal.PtrToStringUTF8((nint)text)?.Trim() ?? "");
        while (Errors.Count > ErrorsToKeep) Errors.TryDequeue(out _);
    }
}
