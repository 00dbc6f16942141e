using System.Collections.Concurrent;
using System.Text.Json;
using Assistant.Support.Gaps;
using Assistant.Support.Reply;
using Microsoft.Extensions.Logging;

namespace Assistant.Support.Cases;

/// <summary>Keeps a question that content could not answer (<see cref="GapLog.AddAsync"/>).</summary>
public delegate Task<string> KeepGap(string tenant, GapQuestion question, CancellationToken cancellationToken);

/// <summary>
/// Reads cases that wait for it: triage and suggestion. Each reading is begun by one caller alone; a case whose reading fails stays in the queue with the
/// reason, and one that got a message meanwhile is read again.
/// </summary>
public sealed partial class CaseReadings(SupportDatabase database, ICaseReader reader, KeepGap keepGap, SupportOptions options, TimeProvider time, ILogger<CaseReadings> logger)
{
    private const int LongestGap = 300;
    private static readonly SemaphoreSlim Claiming = new(1); // held for the claim alone
    private readonly ConcurrentDictionary<(string Tenant, string Id), Task> running = new();

    /// <summary>Reads a case that waits for it, or with <paramref name="anew"/> any; where it is being read already, that reading is waited for. False where there is no such case.</summary>
    public async Task<bool> ReadAsync(string tenant, string id, bool anew, CancellationToken cancellationToken)
    {
        if (anew)
        {
            await using var connection = database.Connect();
            await connection.ExecuteAsync("UPDATE cases SET read_state = 'pending' WHERE tenant = $tenant AND id = $id AND read_state <> 'reading'", cancellationToken, ("$tenant", tenant), ("$id", id));
        }

        if (await BeginAsync("tenant = $tenant AND id = $id", cancellationToken, ("$tenant", tenant), ("$id", id)) is { } reading) await reading;
        else await OthersAsync((tenant, id), cancellationToken);
        await using var again = database.Connect();
        return await SqliteCaseStore.FindAsync(again, tenant, id, cancellationToken) is not null;
    }

    /// <summary>Reads the case that waits longest, solved ones last; false where none waits.</summary>
    public async Task<bool> ReadNextAsync(CancellationToken cancellationToken)
    {
        if (await BeginAsync("TRUE", cancellationToken) is not { } reading) return false;
        await reading;
        return true;
    }

    /// <summary>Puts back what a host that ended was reading. Call it at start, before anything is read.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        await using var connection = database.Connect();
        await connection.ExecuteAsync("UPDATE cases SET read_state = 'pending' WHERE read_state = 'reading'", cancellationToken);
    }

    // A claim and its entry among the running ones are one step, so that whoever comes second finds what to wait for.
    private async Task<Task?> BeginAsync(string condition, CancellationToken cancellationToken, params (string, object?)[] parameters)
    {
        await Claiming.WaitAsync(cancellationToken);
        try
        {
            if (await ClaimAsync(condition, parameters, cancellationToken) is not { } claimed) return null;
            var key = (claimed.Case.Tenant, claimed.Case.Id);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            running[key] = ended.Task;
            return RunAsync(key, claimed, ended, cancellationToken);
        }
        finally
        {
            Claiming.Release();
        }
    }

    private async Task RunAsync((string, string) key, StoredCase claimed, TaskCompletionSource ended, CancellationToken cancellationToken)
    {
        await Task.Yield(); // the reading is none of the claim's business
        try
        {
            await ReadAsync(claimed, cancellationToken);
        }
        finally
        {
            running.TryRemove(key, out _);
            ended.SetResult();
        }
    }

    // How another's reading ends is told with the case.
    private async Task OthersAsync((string, string) key, CancellationToken cancellationToken)
    {
        if (running.TryGetValue(key, out var reading)) await reading.WaitAsync(cancellationToken);
    }

    private Task<StoredCase?> ClaimAsync(string condition, (string, object?)[] parameters, CancellationToken cancellationToken) => database.ChangeAsync(async connection =>
    {
        var claimed = await connection.ListAsync(
            $"UPDATE cases SET read_state = 'reading' WHERE number = (SELECT number FROM cases WHERE read_state = 'pending' AND {condition} ORDER BY status = 'Solved', number LIMIT 1) RETURNING tenant, id",
            row => (row.GetString(0), row.GetString(1)), cancellationToken, parameters);
        return claimed is [var (tenant, id)] ? await SqliteCaseStore.FindAsync(connection, tenant, id, cancellationToken) : null;
    }, cancellationToken);

    private async Task ReadAsync(StoredCase stored, CancellationToken cancellationToken)
    {
        try
        {
            var reading = await reader.ReadAsync(Unanswered(stored.Case), cancellationToken);
            if (await KeepAsync(stored, reading, null, cancellationToken) && stored.Status != CaseStatus.Solved) await KeepGapsAsync(stored, reading, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await using var connection = database.Connect();
            await connection.ExecuteAsync("UPDATE cases SET read_state = 'pending' WHERE tenant = $tenant AND id = $id", CancellationToken.None, Key(stored));
            throw;
        }
        catch (Exception exception)
        {
            LogFailure(exception, stored.Case.Id);
            var reason = exception is ArgumentException or ModelServerException or Index.IndexException ? exception.Message : "Something went wrong; the server's log says what.";
            await KeepAsync(stored, null, $"The case could not be read: {reason} Read it anew, or answer it yourself.", CancellationToken.None);
        }
    }

    // What the desk answered already in a case that came in as history is not what is asked of a reader.
    private static SupportCase Unanswered(SupportCase supportCase)
    {
        var asked = supportCase.Messages.Reverse().SkipWhile(message => message.From == Party.Agent).Reverse().ToList();
        return asked.Count == 0 ? supportCase : supportCase with { Messages = asked };
    }

    private Task<bool> KeepAsync(StoredCase stored, CaseReading? reading, string? error, CancellationToken cancellationToken) => database.ChangeAsync(async connection =>
    {
        var now = time.GetUtcNow();
        var waiting = await connection.ListAsync("SELECT waiting_since FROM cases WHERE tenant = $tenant AND id = $id", row => row.InstantOrNull(0), cancellationToken, Key(stored));
        var due = waiting is [{ } since] ? ReplyDue.Of(since, reading?.Triage, options.FirstReplyMinutes) : (DateTimeOffset?)null;
        var isKept = await connection.ExecuteAsync(
            """
            UPDATE cases SET read_state = 'read', reading = $reading, reading_error = $error, urgency = $urgency, action = $action, restricted = $restricted, due_at = $due, updated_at = $now
            WHERE tenant = $tenant AND id = $id AND version = $version
            """,
            cancellationToken,
            [.. Key(stored), ("$version", stored.Version), ("$reading", reading is null ? null : JsonSerializer.Serialize(reading, AssistantJson.Stored)), ("$error", error),
                ("$urgency", reading?.Triage.Urgency), ("$action", reading?.Suggestion.Action), ("$restricted", reading?.Triage.Restricted.Count > 0 ? 1 : 0), ("$due", due), ("$now", now)]) == 1;
        if (!isKept)
        {
            await connection.ExecuteAsync("UPDATE cases SET read_state = 'pending' WHERE tenant = $tenant AND id = $id", cancellationToken, Key(stored)); // a message came meanwhile
            return false;
        }

        var (what, detail) = reading is null ? ("failed", error) : ("read", reading.Suggestion.Action.ToString().ToLowerInvariant());
        await SqliteCaseStore.EventAsync(connection, stored.Case.Tenant, stored.Case.Id, now, SqliteCaseStore.Desk, what, detail, cancellationToken);
        await SqliteCaseStore.WordsAsync(connection, stored.Case.Tenant, stored.Case.Id, cancellationToken);
        return true;
    }, cancellationToken);

    // A gap that cannot be kept is told in the log; the reading stands.
    private async Task KeepGapsAsync(StoredCase stored, CaseReading reading, CancellationToken cancellationToken)
    {
        if (stored.Case.Property is not { } property) return;
        foreach (var question in reading.Suggestion.Unanswered)
        {
            try
            {
                await keepGap(stored.Case.Tenant, new GapQuestion(property, question.Length <= LongestGap ? question : question[..LongestGap], GapSource.Case, stored.Case.Id, stored.OpenedAt), cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogGap(exception, stored.Case.Id);
            }
        }
    }

    private static (string, object?)[] Key(StoredCase stored) => [("$tenant", stored.Case.Tenant), ("$id", stored.Case.Id)];

    [LoggerMessage(7000, LogLevel.Error, "The case {Id} could not be read")]
    private partial void LogFailure(Exception exception, string id);

    [LoggerMessage(7001, LogLevel.Warning, "A question of the case {Id} that content does not answer could not be kept as a gap")]
    private partial void LogGap(Exception exception, string id);
}
