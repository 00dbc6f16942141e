namespace Assistant.Ingest;

/// <summary>Finds the format of what is given to <c>ingest</c>.</summary>
public sealed class SourceFormats(IEnumerable<ISourceFormat> formats)
{
    /// <summary>Tell the format from the content.</summary>
    public const string Auto = "auto";

    private readonly IReadOnlyList<ISourceFormat> formats = [.. formats];

    /// <summary>Every value of <c>--format</c>.</summary>
    public IReadOnlyList<string> Names => [Auto, .. formats.Select(format => format.Name)];

    /// <summary>
    /// The sources at <paramref name="path"/>: the path itself where a format takes it whole, else each <c>.jsonl</c> file of the folder.
    /// </summary>
    /// <exception cref="ArgumentException">No such path, no such format, or no format recognises the content; the message says which.</exception>
    public IReadOnlyList<(ISourceFormat Format, string Path)> Resolve(string path, string name = Auto)
    {
        if (!Names.Contains(name)) throw new ArgumentException($"'{name}' is no format. Formats: {string.Join(", ", Names)}.", nameof(name));
        if (!File.Exists(path) && !Directory.Exists(path)) throw new ArgumentException($"'{path}' is no file or folder.", nameof(path));
        if (FormatOf(path, name) is { } format) return [(format, path)];

        var files = Directory.Exists(path) ? JsonLines.Files(path).ToList() : [];
        if (files.Count == 0) throw new ArgumentException(Directory.Exists(path) ? $"'{path}' holds no .jsonl file." : Unrecognised(path, name), nameof(path));
        return [.. files.Select(file => (FormatOf(file, name) ?? throw new ArgumentException(Unrecognised(file, name), nameof(path)), file))];
    }

    /// <summary>
    /// The sources at all of the paths, each a feed of its own.
    /// </summary>
    /// <exception cref="ArgumentException">As above; or two sources are the same feed, so that the second would replace the first.</exception>
    public IReadOnlyList<(ISourceFormat Format, string Path)> Resolve(IEnumerable<string> paths, string name = Auto)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var sources = paths.SelectMany(path => Resolve(path, name)).ToList();
        if (sources.GroupBy(source => source.Format.FeedOf(source.Path)).FirstOrDefault(feed => feed.Count() > 1) is not { } same) return sources;
        throw new ArgumentException(
            $"{string.Join(" and ", same.Select(source => $"'{source.Path}'"))} are one feed, {same.Key}, so the last would replace the others. "
            + "Give the files or their folders different names, or leave all but one out.", nameof(paths));
    }

    private ISourceFormat? FormatOf(string path, string name) =>
        formats.FirstOrDefault(format => (name == Auto || name == format.Name) && (format.Recognises(path) || (name == format.Name && File.Exists(path))));

    // What keeps a file from being read comes before what it might have been.
    private string Unrecognised(string file, string name) => JsonLines.FaultOf(file)
        ?? (name == Auto ? $"'{file}' is in no format known here. Say which it is with --format: {string.Join(", ", Names.Skip(1))}." : $"'{file}' holds nothing in the format {name}.");
}
