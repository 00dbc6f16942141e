using Assistant.Support.Cases;
using Assistant.Support.Learn;
using Assistant.Support.Reply;
using Assistant.Text;

namespace Assistant.Support.Similar;

/// <summary>A solved case that the desk answered: what was asked, and what was answered last. Texts are masked.</summary>
internal sealed record SolvedCase(string Id, int Version, string? Property, DateTimeOffset SolvedAt, string Language, string Asked, string Reply, SuggestedAction Action, OutcomeKind Outcome);

/// <summary>The solved cases of a tenant, kept in memory until one of them changes.</summary>
internal sealed class SolvedCases
{
    private SolvedCases(string tenant, string stamp, IReadOnlyList<SolvedCase> cases)
    {
        (Tenant, Stamp, Cases) = (tenant, stamp, cases);
        words = new Lazy<WordVectors>(() => new WordVectors([.. cases.Select(solved => (solved.Asked, solved.Language))]));
    }

    private readonly Lazy<WordVectors> words;

    internal string Tenant { get; }

    internal string Stamp { get; }

    internal IReadOnlyList<SolvedCase> Cases { get; }

    internal WordVectors Words => words.Value;

    /// <summary>The cases as they are now: <paramref name="last"/>, where nothing changed since.</summary>
    internal static async Task<SolvedCases> CurrentAsync(SupportDatabase database, SolvedCases? last, string tenant, CancellationToken cancellationToken)
    {
        await using var connection = database.Connect();
        var stamp = (await connection.ListAsync(
            "SELECT count(*) || ' ' || coalesce(max(updated_at), '') FROM cases WHERE tenant = $tenant AND status = 'Solved'", row => row.GetString(0), cancellationToken, ("$tenant", tenant)))[0];
        if (last is not null && last.Tenant == tenant && last.Stamp == stamp) return last;

        var threads = (await connection.ListAsync(
            "SELECT case_id, party, text FROM messages WHERE tenant = $tenant AND case_id IN (SELECT id FROM cases WHERE tenant = $tenant AND status = 'Solved') ORDER BY id",
            row => (Id: row.GetString(0), Party: Enum.Parse<Party>(row.GetString(1)), Text: row.GetString(2)), cancellationToken, ("$tenant", tenant))).ToLookup(message => message.Id);
        var outcomes = (await connection.ListAsync(
            "SELECT case_id, kind, action, reply FROM outcomes WHERE id IN (SELECT max(id) FROM outcomes WHERE tenant = $tenant AND reply IS NOT NULL GROUP BY case_id)",
            row => (Id: row.GetString(0), Kind: Enum.Parse<OutcomeKind>(row.GetString(1)), Action: Enum.Parse<SuggestedAction>(row.GetString(2)), Reply: row.GetString(3)), cancellationToken, ("$tenant", tenant)))
            .ToDictionary(outcome => outcome.Id);
        var solved = await connection.ListAsync(
            "SELECT id, version, property, solved_at, json_extract(reading, '$.triage.language') FROM cases WHERE tenant = $tenant AND status = 'Solved' ORDER BY number",
            row => (Id: row.GetString(0), Version: row.GetInt32(1), Property: row.TextOrNull(2), At: row.Instant(3), Language: row.TextOrNull(4)), cancellationToken, ("$tenant", tenant));
        return new SolvedCases(tenant, stamp, [.. solved.Where(row => threads[row.Id].Any(message => message.Party == Party.Agent)).Select(row =>
        {
            var asked = string.Join('\n', threads[row.Id].Where(message => message.Party != Party.Agent).Select(message => message.Text));
            var outcome = outcomes.TryGetValue(row.Id, out var known) ? known : (row.Id, Kind: OutcomeKind.Own, Action: SuggestedAction.Abstain, Reply: threads[row.Id].Last(message => message.Party == Party.Agent).Text);
            return new SolvedCase(row.Id, row.Version, row.Property, row.At, row.Language ?? LanguageDetector.Detect(asked) ?? LanguageDetector.English, asked, outcome.Reply, outcome.Action, outcome.Kind);
        })]);
    }
}
