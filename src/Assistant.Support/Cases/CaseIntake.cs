using System.Security.Cryptography;
using System.Text.Json;
using Assistant.Index;
using Assistant.Privacy;

namespace Assistant.Support.Cases;

/// <summary>What became of a case that was sent.</summary>
public enum IntakeOutcome
{
    /// <summary>It is in the queue.</summary>
    Added,

    /// <summary>The very same case was there already.</summary>
    Known,

    /// <summary>Another case has its id.</summary>
    Taken,
}

/// <summary>Takes cases in: checks them, masks them, keeps them. They are read afterwards (<see cref="CaseReadings"/>).</summary>
public sealed class CaseIntake(SqliteCaseStore store, IPassageIndex index, ValueProtection protection, SupportOptions options, TimeProvider time)
{
    /// <summary>Takes a case in; returns its id and what became of it.</summary>
    /// <exception cref="ArgumentException">The case cannot be used; the message says why and what to do.</exception>
    public async Task<(string Id, IntakeOutcome Outcome)> AddAsync(string tenant, IncomingCase incoming, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        if (incoming.Problem() is { } problem) throw new ArgumentException(problem, nameof(incoming));
        var property = incoming.Property is null ? null : await index.FindPropertyAsync(tenant, incoming.Property, cancellationToken)
            ?? throw new ArgumentException($"The index knows no property '{incoming.Property}'. List them with GET /api/properties, or leave property out.", nameof(incoming));

        var id = incoming.Id ?? $"case-{Guid.CreateVersion7():N}";
        var mark = Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(incoming, AssistantJson.Stored)));
        var masker = new Masker(PlaceNames.Of([property?.Name, property?.Address?.City, .. property?.Rooms.Select(room => room.Name) ?? []]));
        var (masked, replyTo) = CaseMasking.Mask(incoming, id, tenant, masker);
        var isNew = await store.AddAsync(Stored(masked, replyTo, property?.Name), protection.Protect(mark), protection.Secrets(masker), cancellationToken);
        if (isNew) return (id, IntakeOutcome.Added);
        var known = await store.MarkAsync(tenant, id, cancellationToken);
        return (id, known is not null && protection.Unprotect(known) == mark ? IntakeOutcome.Known : IntakeOutcome.Taken);
    }

    private StoredCase Stored(SupportCase masked, string? replyTo, string? propertyName)
    {
        var now = time.GetUtcNow();
        DateTimeOffset At(CaseMessage? message) => message?.SentAt is { } sent && sent < now ? sent : now;
        var opened = At(masked.Messages.First(message => message.From != Party.Agent));
        var stored = new StoredCase(masked, CaseStatus.Open, opened, now) { PropertyName = propertyName, ReplyTo = replyTo };
        if (masked.Messages[^1].From != Party.Agent) return stored with { DueAt = ReplyDue.Of(opened, null, options.FirstReplyMinutes) };
        var first = masked.Messages.First(message => message.From == Party.Agent);
        return stored with { Status = CaseStatus.Solved, FirstReplyAt = first.SentAt is null ? null : At(first), SolvedAt = At(masked.Messages[^1]) };
    }
}
