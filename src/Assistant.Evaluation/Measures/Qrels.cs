using System.Globalization;

namespace Assistant.Evaluation.Measures;

/// <summary>Relevance judgements: the grade of each judged document of each query. What is not judged, or has a grade below 1, is not relevant.</summary>
/// <param name="Grades">By query id, then by doc id. A query may have no relevant document; it is measured all the same, and every measure is 0.</param>
public sealed record Qrels(IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Grades)
{
    private const int BeirFields = 3;

    /// <summary>
    /// Reads lines <c>query-id 0 doc-id grade</c> (TREC), or a header and then query id, doc id and grade, parted by tabs (BEIR); the first line tells which.
    /// </summary>
    /// <exception cref="FormatException">A line is broken, or judges a document twice for a query, or there is none; the message names file and line.</exception>
    /// <exception cref="IOException">The file is missing.</exception>
    public static Qrels Read(string file)
    {
        var isBeir = TrecLine.Read(file, ['\t']).FirstOrDefault() is { Fields.Count: BeirFields };
        var grades = new Dictionary<string, Dictionary<string, int>>();
        foreach (var line in isBeir ? Beir(file) : TrecLine.Read(file))
        {
            var (query, document, grade) = isBeir ? OfBeir(line) : OfTrec(line);
            if (!int.TryParse(grade, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) throw line.Fault($"the grade '{grade}' is no whole number. Write 0 for not relevant, 1 or more for relevant.");
            if (!grades.TryGetValue(query, out var documents)) grades.Add(query, documents = []);
            if (!documents.TryAdd(document, number)) throw line.Fault($"'{document}' was judged for '{query}' before. Keep one of the lines.");
        }

        if (grades.Count == 0) throw new FormatException($"{file} has no judgements. Write lines 'query-id 0 doc-id grade', or the BEIR form with its header.");
        return new Qrels(grades.ToDictionary(query => query.Key, query => (IReadOnlyDictionary<string, int>)query.Value));
    }

    private static IEnumerable<TrecLine> Beir(string file)
    {
        var (header, lines) = (TrecLine.Read(file, ['\t']).First(), TrecLine.Read(file, ['\t']).Skip(1));
        return int.TryParse(header.Fields[2], out _) ? throw header.Fault("is a judgement where a header belongs. Write 'query-id', 'corpus-id' and 'score', parted by tabs, above it.") : lines;
    }

    private static (string Query, string Document, string Grade) OfBeir(TrecLine line) =>
        line.Fields is [{ Length: > 0 } query, { Length: > 0 } document, var grade] ? (query, document, grade) : throw line.Fault("is not query id, doc id and grade, parted by tabs.");

    private static (string Query, string Document, string Grade) OfTrec(TrecLine line) =>
        line.Fields is [var query, _, var document, var grade] ? (query, document, grade) : throw line.Fault($"has {line.Fields.Count} of four fields. Write 'query-id 0 doc-id grade'.");
}
