using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Assistant.Privacy;
using Assistant.Support.Cases;
using Assistant.Support.Learn;
using Assistant.Support.Reply;
using Assistant.Text;

namespace Assistant.Support.Similar;

/// <summary>
/// Finds solved cases that are near in meaning: by the embedder where there is one, else by words. A case that the desk answered counts once it is solved.
/// </summary>
public sealed class SimilarCases(SupportDatabase database, SqliteCaseStore store, PassageEmbedder? embedder = null)
{
    private const int Most = 50;
    private const int LongestText = 20_000;
    private const int LongestEmbedded = 1500; // what an embedder reads of a text, about

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
        var outcomes = (await OutcomeStore.AllAsync(database, tenant, cancellationToken)).Where(outcome => outcome.Reply is not null).ToLookup(outcome => outcome.CaseId);
        var solved = (await store.AllAsync(tenant, cancellationToken))
            .Where(stored => stored.Status == CaseStatus.Solved && stored.Case.Id != except && stored.Case.Messages.Any(message => message.From == Party.Agent)).ToList();
        if (solved.Count == 0) return [];
        var nearness = embedder is null ? ByWords(solved, asked) : await ByMeaningAsync(embedder, solved, asked, cancellationToken);
        return
        [
            .. solved.Zip(nearness).Where(pair => pair.Second > 0)
                .OrderByDescending(pair => Math.Round(pair.Second, 3)).ThenByDescending(pair => property is not null && pair.First.Case.Property == property).ThenByDescending(pair => pair.First.SolvedAt)
                .Take(count).Select(pair => Similar(pair.First, pair.Second, outcomes[pair.First.Case.Id].LastOrDefault())),
        ];
    }

    private static IEnumerable<double> ByWords(List<StoredCase> solved, string asked) =>
        new WordVectors([.. solved.Select(stored => (stored.Case.Asked(), LanguageOf(stored)))]).CosinesOf(asked, LanguageDetector.Detect(asked) ?? LanguageDetector.English);

    private async Task<IEnumerable<double>> ByMeaningAsync(PassageEmbedder model, List<StoredCase> solved, string asked, CancellationToken cancellationToken)
    {
        var kept = (await database.ListAsync(
            "SELECT case_id, version, vector FROM case_vectors WHERE tenant = $tenant AND embedder = $embedder", row => (Id: row.GetString(0), Version: row.GetInt32(1), Vector: (byte[])row.GetValue(2)),
            cancellationToken, ("$tenant", solved[0].Case.Tenant), ("$embedder", model.Identity))).ToDictionary(row => row.Id);
        var query = await model.EmbedQueryAsync(Cut(asked), cancellationToken);
        var cosines = new List<double>(solved.Count);
        foreach (var stored in solved)
        {
            var vector = kept.TryGetValue(stored.Case.Id, out var row) && row.Version == stored.Version ? MemoryMarshal.Cast<byte, float>(row.Vector).ToArray() : await EmbedAsync(model, stored, cancellationToken);
            cosines.Add(Math.Clamp(TensorPrimitives.Dot(query, vector), 0, 1));
        }

        return cosines;
    }

    private async Task<float[]> EmbedAsync(PassageEmbedder model, StoredCase stored, CancellationToken cancellationToken)
    {
        var vector = await model.EmbedQueryAsync(Cut(stored.Case.Asked()), cancellationToken);
        await using var connection = database.Connect();
        await connection.ExecuteAsync(
            "INSERT OR REPLACE INTO case_vectors VALUES ($tenant, $id, $embedder, $version, $vector)", cancellationToken,
            ("$tenant", stored.Case.Tenant), ("$id", stored.Case.Id), ("$embedder", model.Identity), ("$version", stored.Version), ("$vector", MemoryMarshal.AsBytes(vector.AsSpan()).ToArray()));
        return vector;
    }

    private static SimilarCase Similar(StoredCase stored, double nearness, CaseOutcome? outcome) => new(
        stored.Case.Id, Math.Round(nearness, 4), stored.Case.Asked(), outcome?.Reply ?? stored.Case.Messages.Last(message => message.From == Party.Agent).Text, outcome?.Action ?? SuggestedAction.Abstain,
        (outcome?.Kind ?? OutcomeKind.Own).ToString().ToLowerInvariant(), stored.SolvedAt ?? stored.UpdatedAt, stored.Case.Property);

    private static string LanguageOf(StoredCase stored) => stored.Reading?.Triage.Language ?? LanguageDetector.Detect(stored.Case.Asked()) ?? LanguageDetector.English;

    private static string Cut(string text) => text.Length <= LongestEmbedded ? text : text[..LongestEmbedded];
}
