namespace Assistant.Cli;

/// <summary>A folder for the time that a command runs.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("assistant-").FullName;

    internal string File(string name) => Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
