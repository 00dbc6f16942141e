using Assistant.Support.Cases;
using Assistant.Support.Learn;
using Microsoft.Extensions.Logging;

namespace Assistant.Support.Send;

/// <summary>
/// Sends replies that are due, each once: a reply is marked before it is handed over. What was handed over when the host ended is handed over again
/// where the channel can tell, and is otherwise a person's to look at.
/// </summary>
public sealed partial class ReplySender(
    SupportDatabase database, SqliteCaseStore store, CaseChanges changes, ValueProtection protection, IReplyChannel channel, TimeProvider time, ILogger<ReplySender> logger)
{
    /// <summary>Sends every reply that is due; returns how many were tried.</summary>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        for (var tried = 0; ; tried++)
        {
            var claimed = await database.ChangeAsync(connection => Replies.ClaimAsync(connection, time.GetUtcNow(), cancellationToken), cancellationToken);
            if (claimed is not [var reply]) return tried;
            await SendAsync(reply, cancellationToken);
        }
    }

    /// <summary>Looks after what was being sent when the host ended. Call it at start, before anything is sent.</summary>
    public Task RecoverAsync(CancellationToken cancellationToken) => database.ChangeAsync(async connection =>
    {
        var cut = await Replies.InFlightAsync(connection, cancellationToken);
        foreach (var reply in cut)
        {
            if (channel.IsIdempotent) await connection.ExecuteAsync("UPDATE replies SET state = 'Queued' WHERE id = $id", cancellationToken, ("$id", reply.Id));
            else await FailAsync(connection, reply, "The program ended while it was being sent. Look whether it arrived before you send it again.", cancellationToken);
        }

        return cut.Count;
    }, cancellationToken);

    private async Task SendAsync(CaseReply reply, CancellationToken cancellationToken)
    {
        try
        {
            await channel.SendAsync(await OutgoingAsync(reply, cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw; // the next start looks after it
        }
        catch (Exception exception)
        {
            LogFailure(reply.CaseId, (exception.InnerException ?? exception).GetType().Name);
            var error = await MaskedAsync(reply, exception is InvalidOperationException ? exception.Message : "Something went wrong; the server's log names the fault. Send it again.");
            await database.ChangeAsync(connection => FailAsync(connection, reply, error, CancellationToken.None), CancellationToken.None);
            return;
        }

        await KeepAsync(reply);
    }

    // A mail server's refusal repeats the address.
    private async Task<string> MaskedAsync(CaseReply reply, string error)
    {
        try
        {
            return (await protection.MaskerAsync(store, reply.Tenant, reply.CaseId, null, CancellationToken.None)).MaskReply(error);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return "It could not be sent, and what was masked cannot be read any more: are the keys of Support:Keys there?";
        }
    }

    private async Task<OutgoingReply> OutgoingAsync(CaseReply reply, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(reply.Tenant, reply.CaseId, cancellationToken) ?? throw new InvalidOperationException($"The case {reply.CaseId} is not there any more.");
        var masker = await protection.MaskerAsync(store, reply.Tenant, reply.CaseId, stored.PropertyName, cancellationToken);
        if (Privacy.Masker.PlaceholdersIn($"{stored.ReplyTo} {reply.Text}").FirstOrDefault(placeholder => !masker.Values.ContainsKey(placeholder)) is { } lost)
        {
            throw new InvalidOperationException($"What stood in the place of {lost} was deleted since. Write in its place what is meant, and send the reply again.");
        }

        return new OutgoingReply(reply.Id, reply.CaseId, stored.ReplyTo is null ? null : masker.Restore(stored.ReplyTo), stored.PropertyName, masker.Restore(reply.Text), reply.QueuedAt);
    }

    // The channel has it, whatever else happens: nothing here is given up half-way.
    private Task<int> KeepAsync(CaseReply reply) => database.ChangeAsync(async connection =>
    {
        var now = time.GetUtcNow();
        var (tenant, id) = (reply.Tenant, reply.CaseId);
        await connection.ExecuteAsync("UPDATE replies SET state = 'Sent', sent_at = $now, error = NULL WHERE id = $id", CancellationToken.None, ("$id", reply.Id), ("$now", now));
        await SqliteCaseStore.MessageAsync(connection, tenant, id, new CaseMessage(Party.Agent, reply.Text), now, CancellationToken.None);
        if (await SqliteCaseStore.FindAsync(connection, tenant, id, CancellationToken.None) is { } stored)
        {
            var came = await connection.ListAsync(
                "SELECT 1 FROM messages WHERE tenant = $tenant AND case_id = $id AND party <> 'Agent' AND sent_at > $queued LIMIT 1", row => row.GetInt32(0), CancellationToken.None,
                ("$tenant", tenant), ("$id", id), ("$queued", reply.QueuedAt));
            if (came.Count == 0) await changes.StatusAsync(connection, stored, reply.Solves ? CaseStatus.Solved : CaseStatus.Waiting, now, CancellationToken.None); // what came while it waited is not answered
            await OutcomeStore.AddAsync(connection, CaseOutcome.Of(reply, now), stored.Reading, CancellationToken.None);
        }

        await connection.ExecuteAsync(
            "UPDATE cases SET first_reply_at = coalesce(first_reply_at, $now), updated_at = $now WHERE tenant = $tenant AND id = $id", CancellationToken.None, ("$tenant", tenant), ("$id", id), ("$now", now));
        await SqliteCaseStore.WordsAsync(connection, tenant, id, CancellationToken.None);
        await Replies.EventAsync(connection, reply, now, reply.By, "sent", null, CancellationToken.None);
        return 1;
    }, CancellationToken.None);

    private async Task<int> FailAsync(Microsoft.Data.Sqlite.SqliteConnection connection, CaseReply reply, string error, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync("UPDATE replies SET state = 'Failed', error = $error WHERE id = $id", cancellationToken, ("$id", reply.Id), ("$error", error));
        await Replies.EventAsync(connection, reply, time.GetUtcNow(), SqliteCaseStore.Desk, "failed", error, cancellationToken);
        return 1;
    }

    [LoggerMessage(7010, LogLevel.Warning, "The reply to the case {Id} could not be sent: {Fault}")]
    private partial void LogFailure(string id, string fault);
}
