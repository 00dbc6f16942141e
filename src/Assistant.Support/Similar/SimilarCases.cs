using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Assistant.Privacy;
using Assistant.Support.Cases;
using Assistant.Text;

namespace Assistant.Support.Similar;

/// <summary>
/// Finds solved cases that are near in meaning: by the embedder where there is one, else by words. A case that the desk answered counts once it is solved.
/// </summary>
public sealed class SimilarCases(SupportDatabase database, PassageEmbedder? embedder = null)
{
    private const int Most = 50;
    private const int LongestText = 20_000;
    private const int LongestEmbedded = 1500; // what an embedder reads of a text, about

    private volatile SolvedCases? last;

    /// <summary>The nearest solved cases, best first; those of <paramref name="property"/> come first among equals.</summary>
    /// <param name="tenant">Whose cases.</param>
    /// <param name="text">What is asked; it is masked before it is looked for.</param>
    /// <param name="property">The property's id, or null.</param>
    /// <param name="count">At most so many, 1 to 50.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">The text is empty or too long, or the count is out of range.</exception>
    public async Task<IReadOnlyList<SimilarCase>> FindAsync(string tenant, string text, string? property, int count, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new ArgumentException("There is no text to compare with. Give what is asked.", nameof(text));
        if (text.Length > LongestText) throw new ArgumentException($"The text has {text.Length} characters; at most {LongestText} are compared. Shorten it.", nameof(text));
        if (count is < 1 or > Most) throw new ArgumentException($"count is {count}; it must be between 1 and {Most}.", nameof(count));
        return await NearAsync(tenant, new Masker().Mask(text), property, null, count, cancellationToken);
    }

    /// <summary>The same for a case that is kept; it is not near to itself.</summary>
    public Task<IReadOnlyList<SimilarCase>> OfAsync(StoredCase stored, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return NearAsync(stored.Case.Tenant, stored.Case.Asked(), stored.Case.Property, stored.Case.Id, count, cancellationToken);
    }

    private async Task<IReadOnlyList<SimilarCase>> NearAsync(string tenant, string asked, string? property, string? except, int count, CancellationToken cancellationToken)
    {
        var solved = last = await SolvedCases.CurrentAsync(database, last, tenant, cancellationToken);
        if (solved.Cases.Count == 0) return [];
        var nearness = embedder is null
            ? solved.Words.CosinesOf(asked, LanguageDetector.Detect(asked) ?? LanguageDetector.English)
            : await ByMeaningAsync(embedder, solved, asked, cancellationToken);
        return
        [
            .. solved.Cases.Zip(nearness).Where(pair => pair.Second > 0 && pair.First.Id != except)
                .OrderByDescending(pair => Math.Round(pair.Second, 3)).ThenByDescending(pair => property is not null && pair.First.Property == property).ThenByDescending(pair => pair.First.SolvedAt)
                .Take(count).Select(pair => Similar(pair.First, pair.Second)),
        ];
    }

    private async Task<IEnumerable<double>> ByMeaningAsync(PassageEmbedder model, SolvedCases solved, string asked, CancellationToken cancellationToken)
    {
        var kept = (await database.ListAsync(
            "SELECT case_id, version, vector FROM case_vectors WHERE tenant = $tenant AND embedder = $embedder", row => (Id: row.GetString(0), Version: row.GetInt32(1), Vector: (byte[])row.GetValue(2)),
            cancellationToken, ("$tenant", solved.Tenant), ("$embedder", model.Identity))).ToDictionary(row => row.Id);
        var query = await model.EmbedQueryAsync(Cut(asked), cancellationToken);
        var cosines = new List<double>(solved.Cases.Count);
        foreach (var one in solved.Cases)
        {
            var vector = kept.TryGetValue(one.Id, out var row) && row.Version == one.Version ? MemoryMarshal.Cast<byte, float>(row.Vector).ToArray() : await EmbedAsync(model, solved.Tenant, one, cancellationToken);
            cosines.Add(Math.Clamp(TensorPrimitives.Dot(query, vector), 0, 1));
        }

        return cosines;
    }

    private async Task<float[]> EmbedAsync(PassageEmbedder model, string tenant, SolvedCase solved, CancellationToken cancellationToken)
    {
        var vector = await model.EmbedQueryAsync(Cut(solved.Asked), cancellationToken);
        await using var connection = database.Connect();
        await connection.ExecuteAsync(
            "INSERT OR REPLACE INTO case_vectors VALUES ($tenant, $id, $embedder, $version, $vector)", cancellationToken,
            ("$tenant", tenant), ("$id", solved.Id), ("$embedder", model.Identity), ("$version", solved.Version), ("$vector", MemoryMarshal.AsBytes(vector.AsSpan()).ToArray()));
        return vector;
    }

    private static SimilarCase Similar(SolvedCase solved, double nearness) =>
        new(solved.Id, Math.Round(nearness, 4), solved.Asked, solved.Reply, solved.Action, solved.Outcome.ToString().ToLowerInvariant(), solved.SolvedAt, solved.Property);

    private static string Cut(string text) => text.Length <= LongestEmbedded ? text : text[..LongestEmbedded];
}
