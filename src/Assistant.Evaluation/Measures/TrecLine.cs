namespace Assistant.Evaluation.Measures;

/// <summary>A line of a TREC file, split into its fields, and how to say where it stands.</summary>
internal sealed record TrecLine(string File, int Number, IReadOnlyList<string> Fields)
{
    /// <summary>The lines of a file; empty ones and, as in trec_eval 10, those that begin with # are left out.</summary>
    /// <param name="file">The file.</param>
    /// <param name="separators">What parts the fields; null for any white space, a run of it counting once.</param>
    internal static IEnumerable<TrecLine> Read(string file, char[]? separators = null) =>
        System.IO.File.ReadLines(file).Select((text, i) => (Text: text, Number: i + 1))
            .Where(line => !string.IsNullOrWhiteSpace(line.Text) && !line.Text.StartsWith('#'))
            .Select(line => new TrecLine(file, line.Number, line.Text.Split(separators, separators is null ? StringSplitOptions.RemoveEmptyEntries : StringSplitOptions.TrimEntries)));

    /// <summary>What is wrong with it, ready to be thrown.</summary>
    internal FormatException Fault(string message) => new($"{File}:{Number}: {message}");
}
