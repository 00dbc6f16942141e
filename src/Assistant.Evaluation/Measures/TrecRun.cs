using System.Globalization;
using System.Text;

namespace Assistant.Evaluation.Measures;

/// <summary>
/// A run in the TREC form: lines <c>query-id Q0 doc-id rank score tag</c>, in any order, read as NIST's trec_eval reads it. The rank column is ignored: a query's
/// ranking is its scores in single precision, highest first, and equal scores by doc id, last first. (From version 10 on trec_eval compares in double precision.)
/// </summary>
/// <param name="Rankings">The doc ids of each query, best first.</param>
public sealed record TrecRun(IReadOnlyDictionary<string, IReadOnlyList<string>> Rankings)
{
    private const int Fields = 6;

    // As C compares strings, byte by byte; it differs from UTF-16 order beyond the basic plane.
    private static readonly IComparer<string> ByBytes = Comparer<string>.Create((left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    /// <summary>Reads a run file.</summary>
    /// <exception cref="FormatException">A line is broken, or names a document twice for a query; the message names file and line.</exception>
    /// <exception cref="IOException">The file is missing.</exception>
    public static TrecRun Read(string file)
    {
        var scores = new Dictionary<string, Dictionary<string, float>>();
        foreach (var line in TrecLine.Read(file))
        {
            if (line.Fields.Count < Fields) throw line.Fault($"has {line.Fields.Count} of six fields. Write 'query-id Q0 doc-id rank score tag'.");
            var (query, document) = (line.Fields[0], line.Fields[2]);
            if (!double.TryParse(line.Fields[4], NumberStyles.Float, CultureInfo.InvariantCulture, out var score) || !double.IsFinite(score))
            {
                throw line.Fault($"the score '{line.Fields[4]}' is no number. Write it in the fifth field, such as 0.25.");
            }

            if (!scores.TryGetValue(query, out var documents)) scores.Add(query, documents = []);
            if (!documents.TryAdd(document, (float)score)) throw line.Fault($"'{document}' was ranked for '{query}' before. Keep one of the lines.");
        }

        return new TrecRun(scores.ToDictionary(
            query => query.Key,
            query => (IReadOnlyList<string>)[.. query.Value.OrderByDescending(document => document.Value).ThenByDescending(document => document.Key, ByBytes).Select(document => document.Key)]));
    }

    /// <summary>
    /// Scores that keep an order for whoever sorts by them: each item's own, in single precision, or where that is not below the one before it, the next number below that one.
    /// </summary>
    /// <param name="scores">In the order to be kept.</param>
    internal static IEnumerable<float> Descending(IEnumerable<double> scores)
    {
        var last = float.PositiveInfinity;
        foreach (var score in scores)
        {
            last = Math.Min((float)score, MathF.BitDecrement(last));
            yield return last;
        }
    }
}
