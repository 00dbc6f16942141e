namespace Assistant;

/// <summary>Data files built into the library.</summary>
internal static class Resources
{
    /// <summary>The text of an embedded file, named by its folders and file with dots between.</summary>
    /// <exception cref="InvalidOperationException">The build left it out.</exception>
    internal static string ReadText(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    /// <summary>An embedded file, named in the same way.</summary>
    /// <exception cref="InvalidOperationException">The build left it out.</exception>
    internal static Stream Open(string name) => typeof(Resources).Assembly.GetManifestResourceStream($"Assistant.{name}")
        ?? throw new InvalidOperationException($"The resource {name} is missing from the build.");
}
