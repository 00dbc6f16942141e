using System.IO.Compression;

namespace Assistant.Support;

/// <summary>Data files built into the library.</summary>
internal static class SupportResources
{
    /// <summary>The text of an embedded file, named by its folders and file with dots between.</summary>
    internal static string ReadText(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    /// <summary>The same of a file that was packed with gzip.</summary>
    internal static string ReadPacked(string name)
    {
        using var reader = new StreamReader(new GZipStream(Open(name), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static Stream Open(string name) => typeof(SupportResources).Assembly.GetManifestResourceStream($"Assistant.Support.{name}")
        ?? throw new InvalidOperationException($"The resource {name} is missing from the build.");
}
