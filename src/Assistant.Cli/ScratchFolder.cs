using Assistant.Index;
using Assistant.Index.Embedded;

namespace Assistant.Cli;

/// <summary>A folder for the time that a command runs.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("assistant-").FullName;
    private int indexes;

    internal string File(string name) => Path.Combine(path, name);

    /// <summary>An empty index of its own.</summary>
    internal IPassageIndex OpenIndex() => EmbeddedIndex.Open(File($"index-{Interlocked.Increment(ref indexes)}.db"));

    public void Dispose() => Directory.Delete(path, recursive: true);
}
