namespace Assistant.Ingest;

/// <summary>
/// All that one feed says about one property. A feed (one file in one format) owns the documents it brought: reading it again replaces them,
/// and what it no longer holds disappears. Several feeds may speak of the same property. <paramref name="Lines"/> is how many
/// lines of input it was read from.
/// </summary>
public sealed record SourceDocument(string Feed, Property Property, IReadOnlyList<Passage> Passages, int Lines = 1);

/// <summary>Why one piece of input could not be used. <paramref name="Line"/> counts from 1.</summary>
public sealed record SourceError(string File, int? Line, string Reason)
{
    /// <summary><c>file:line: reason</c>.</summary>
    public override string ToString() => Line is null ? $"{File}: {Reason}" : $"{File}:{Line}: {Reason}";
}

/// <summary>One step of reading a source: a document, or an error that the rest of the reading survives.</summary>
public readonly record struct SourceItem(SourceDocument? Document, SourceError? Error)
{
    /// <summary>A document was read.</summary>
    public static implicit operator SourceItem(SourceDocument document) => new(document, null);

    /// <summary>A piece of input could not be used.</summary>
    public static implicit operator SourceItem(SourceError error) => new(null, error);
}

/// <summary>Reads one kind of input.</summary>
public interface ISourceFormat
{
    /// <summary>The value of <c>--format</c>.</summary>
    string Name { get; }

    /// <summary>Whether <paramref name="path"/>, an existing file or folder, looks like this format.</summary>
    bool Recognises(string path);

    /// <summary>The name of the feed at <paramref name="path"/>, the same wherever its folder lies.</summary>
    string FeedOf(string path);

    /// <summary>The documents and the errors at <paramref name="path"/>, in file order. Bad input is reported, never thrown.</summary>
    IAsyncEnumerable<SourceItem> ReadAsync(string path, CancellationToken cancellationToken);
}
