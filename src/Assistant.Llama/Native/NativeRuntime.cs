namespace Assistant.Llama.Native;

/// <summary>
/// Which build of llama.cpp this process has loaded. Two have libraries of the same names (<c>libggml-base.so</c>): the second one would be linked
/// to those of the first.
/// </summary>
internal static class NativeRuntime
{
    private static string? loaded;

    /// <summary>Says that a build is about to be loaded.</summary>
    /// <exception cref="LlamaException">Another one is loaded already.</exception>
    internal static void Claim(string name)
    {
        if (Interlocked.CompareExchange(ref loaded, name, null) is { } other && other != name)
        {
            throw new LlamaException($"This process runs models by {other} already, so it cannot load {name} too: their libraries have the same names. Set Assistant:Models:Runtime once for all models of a process.");
        }
    }
}
