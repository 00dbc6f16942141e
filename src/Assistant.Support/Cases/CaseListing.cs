using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Support.Reply;

namespace Assistant.Support.Cases;

/// <summary>Which cases to list; what is null does not matter.</summary>
public sealed record CaseFilter(
    CaseStatus? Status = null, string? Assignee = null, string? Property = null, SuggestedAction? Action = null, bool? Restricted = null, string? Words = null)
{
    /// <summary>As <see cref="Assignee"/>: cases that nobody works on.</summary>
    public const string Nobody = "none";
}

/// <summary>How many cases there are; the overdue ones are open, too.</summary>
public sealed record CaseCounts(int Open, int Waiting, int Solved, int Overdue);

/// <summary>A page of the queue; the cases come without their threads. <paramref name="Total"/> counts all pages, <paramref name="Counts"/> all cases.</summary>
public sealed record CasePage(IReadOnlyList<StoredCase> Items, int Total, CaseCounts Counts);

/// <summary>Lists cases: what is due first comes first, then the latest changed.</summary>
public sealed partial class CaseListing(SupportDatabase database, TimeProvider time)
{
    private const int MostWords = 10;

    /// <summary>A page, from 1.</summary>
    public async Task<CasePage> ListAsync(string tenant, CaseFilter filter, int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var words = filter.Words is null ? null : Match(filter.Words);
        (string, object?)[] parameters =
        [
            ("$tenant", tenant), ("$status", filter.Status), ("$assignee", filter.Assignee), ("$property", filter.Property), ("$action", filter.Action),
            ("$restricted", filter.Restricted is { } restricted ? restricted ? 1 : 0 : null), ("$words", words), ("$now", time.GetUtcNow()),
            ("$limit", pageSize), ("$offset", Math.Max(0, (page - 1L) * pageSize)),
        ];
        var from = $"""
            FROM cases WHERE tenant = $tenant AND ($status IS NULL OR status = $status) AND ($property IS NULL OR property = $property) AND ($action IS NULL OR action = $action)
            AND ($assignee IS NULL OR assignee = $assignee OR ($assignee = '{CaseFilter.Nobody}' AND assignee IS NULL)) AND ($restricted IS NULL OR restricted = $restricted)
            {(words is null ? "" : "AND number IN (SELECT rowid FROM case_words WHERE case_words MATCH $words)")}
            """;
        await using var connection = database.Connect();
        var items = await connection.ListAsync(
            $"SELECT {SqliteCaseStore.Columns} {from} ORDER BY due_at IS NULL, due_at, updated_at DESC, id LIMIT $limit OFFSET $offset", SqliteCaseStore.Row, cancellationToken, parameters);
        var total = await connection.ListAsync($"SELECT count(*) {from}", row => row.GetInt32(0), cancellationToken, parameters);
        var counts = await connection.ListAsync(
            """
            SELECT coalesce(sum(status = 'Open'), 0), coalesce(sum(status = 'Waiting'), 0), coalesce(sum(status = 'Solved'), 0), coalesce(sum(due_at < $now), 0) FROM cases WHERE tenant = $tenant
            """,
            row => new CaseCounts(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)), cancellationToken, parameters);
        return new CasePage(items, total[0], counts[0]);
    }

    // Each word as it begins; nothing that a person types is read as an operator of the search.
    private static string? Match(string words)
    {
        var terms = Word().Matches(words).Take(MostWords).Select(match => string.Create(CultureInfo.InvariantCulture, $"\"{match.Value}\"*")).ToList();
        return terms.Count == 0 ? null : string.Join(' ', terms);
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
