namespace Assistant.Support.Cases;

/// <summary>Deletes masked values of cases that were solved long enough ago; their masked texts stay.</summary>
public sealed class Forgetting(SupportDatabase database, SupportOptions options, TimeProvider time)
{
    /// <summary>Deletes what is due; returns of how many cases. A case with a reply that still waits keeps its values.</summary>
    public Task<int> ForgetDueAsync(CancellationToken cancellationToken) => database.ChangeAsync(async connection =>
    {
        var now = time.GetUtcNow();
        var due = await connection.ListAsync(
            """
            SELECT tenant, id FROM cases WHERE status = 'Solved' AND solved_at <= $before
            AND (mark IS NOT NULL OR EXISTS (SELECT 1 FROM masked_values WHERE masked_values.tenant = cases.tenant AND case_id = cases.id AND value <> ''))
            AND NOT EXISTS (SELECT 1 FROM replies WHERE replies.tenant = cases.tenant AND case_id = cases.id AND state IN ('Queued', 'Sending'))
            """,
            row => (Tenant: row.GetString(0), Id: row.GetString(1)), cancellationToken, ("$before", now.AddDays(-options.KeepPersonalDataDays)));
        foreach (var (tenant, id) in due)
        {
            // Placeholders stay: a number that was given is never given to another value.
            await connection.ExecuteAsync("UPDATE masked_values SET value = '' WHERE tenant = $tenant AND case_id = $id", cancellationToken, ("$tenant", tenant), ("$id", id));
            await connection.ExecuteAsync("UPDATE cases SET mark = NULL WHERE tenant = $tenant AND id = $id", cancellationToken, ("$tenant", tenant), ("$id", id));
            await SqliteCaseStore.EventAsync(connection, tenant, id, now, SqliteCaseStore.Desk, "forgotten", null, cancellationToken);
        }

        return due.Count;
    }, cancellationToken);
}
