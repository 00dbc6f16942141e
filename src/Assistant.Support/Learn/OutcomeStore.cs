using System.Text.Json;
using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Microsoft.Data.Sqlite;

namespace Assistant.Support.Learn;

/// <summary>Keeps what people made of suggestions.</summary>
public sealed class OutcomeStore(SupportDatabase database, SqliteCaseStore store, ValueProtection protection, TimeProvider time)
{
    private const int LongestReason = 2000;

    private const string Columns = "tenant, case_id, at, by, kind, action, macro, suggested, reply, edit_characters, edit_share, reason, reading";

    /// <summary>Keeps that what was suggested was of no use; the case stays as it is. False where there is no such case.</summary>
    /// <exception cref="ArgumentException">Nothing was suggested, or the reason is too long.</exception>
    public async Task<bool> RejectAsync(string tenant, string caseId, string? by, string? reason, CancellationToken cancellationToken)
    {
        var name = CaseChanges.Name(by, nameof(by));
        if (reason?.Length > LongestReason) throw new ArgumentException($"The reason has {reason.Length} characters; at most {LongestReason} are kept. Shorten it.", nameof(reason));
        if (await store.FindAsync(tenant, caseId, cancellationToken) is not { } stored) return false;
        if (stored.Reading?.Suggestion is not { } suggestion) throw new ArgumentException("Nothing was suggested for this case yet. Read it first.", nameof(caseId));
        return await database.ChangeAsync(async connection =>
        {
            var masker = await protection.MaskerAsync(store, tenant, caseId, stored.PropertyName, cancellationToken);
            var masked = string.IsNullOrWhiteSpace(reason) ? null : masker.MaskReply(reason);
            var outcome = new CaseOutcome(tenant, caseId, time.GetUtcNow(), name, OutcomeKind.Rejected, suggestion.Action) { Macro = suggestion.Macro, Suggested = suggestion.Text, Reason = masked };
            var secrets = protection.Secrets(masker);
            await AddAsync(connection, outcome, stored.Reading, cancellationToken);
            await SqliteCaseStore.SecretsAsync(connection, tenant, caseId, secrets, cancellationToken);
            await SqliteCaseStore.EventAsync(connection, tenant, caseId, outcome.At, name, "rejected", masked, cancellationToken);
            return true;
        }, cancellationToken);
    }

    /// <summary>Every outcome of a tenant, oldest first.</summary>
    public static async Task<IReadOnlyList<CaseOutcome>> AllAsync(SupportDatabase database, string tenant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        return await database.ListAsync($"SELECT {Columns} FROM outcomes WHERE tenant = $tenant ORDER BY id", Row, cancellationToken, ("$tenant", tenant));
    }

    internal static Task AddAsync(SqliteConnection connection, CaseOutcome outcome, CaseReading? reading, CancellationToken cancellationToken) => connection.ExecuteAsync(
        $"INSERT INTO outcomes ({Columns}) VALUES ($tenant, $id, $at, $by, $kind, $action, $macro, $suggested, $reply, $characters, $share, $reason, $reading)", cancellationToken,
        ("$tenant", outcome.Tenant), ("$id", outcome.CaseId), ("$at", outcome.At), ("$by", outcome.By), ("$kind", outcome.Kind), ("$action", outcome.Action), ("$macro", outcome.Macro),
        ("$suggested", outcome.Suggested), ("$reply", outcome.Reply), ("$characters", outcome.EditCharacters), ("$share", outcome.EditShare), ("$reason", outcome.Reason),
        ("$reading", reading is null ? null : JsonSerializer.Serialize(reading, AssistantJson.Stored)));

    private static CaseOutcome Row(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.Instant(2), row.GetString(3), Enum.Parse<OutcomeKind>(row.GetString(4)), Enum.Parse<SuggestedAction>(row.GetString(5)))
    {
        Macro = row.TextOrNull(6),
        Suggested = row.TextOrNull(7),
        Reply = row.TextOrNull(8),
        EditCharacters = row.GetInt32(9),
        EditShare = row.GetDouble(10),
        Reason = row.TextOrNull(11),
        Reading = row.TextOrNull(12) is { } reading ? JsonSerializer.Deserialize<CaseReading>(reading, AssistantJson.Stored) : null,
    };
}
