using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Assistant.Support.Gaps;

/// <summary>A gap as it is stored.</summary>
internal sealed record GapRow(
    string Id, string Property, string PropertyName, string Question, GapState State, string? FaqId, string? Answer, DateTimeOffset? AnsweredAt, GapMeasure? Measured);

/// <summary>A question as it is stored. Who asked is a conversation, a case, or a report; the vector is null where there is none of the embedder at hand.</summary>
internal sealed record KeptQuestion(long Id, string Gap, string Text, GapSource Source, string Asker, DateTimeOffset AskedAt, bool IsAnswered, float[]? Vector);

/// <summary>A question to be kept: masked, with its vector.</summary>
internal sealed record NewQuestion(string Property, string PropertyName, string Text, GapSource Source, string? Reference, string Asker, DateTimeOffset AskedAt, float[]? Vector);

/// <summary>Gaps and their questions as rows.</summary>
/// <param name="database">Where.</param>
/// <param name="embedder">Names where vectors come from; those of another one are not read. Null without.</param>
internal sealed class GapStore(GapDatabase database, string? embedder)
{
    private const string QuestionColumns = "id, gap, text, source, asker, asked_at, is_answered, CASE WHEN embedder = $embedder THEN vector END";

    internal Task<IReadOnlyList<GapRow>> GapsAsync(string tenant, string? property, CancellationToken cancellationToken) => database.ReadAsync(
        "SELECT id, property, property_name, question, state, faq_id, answer, answered_at, asked, answered_now FROM gaps WHERE tenant = $tenant AND ($property IS NULL OR property = $property)",
        ReadGap, cancellationToken, ("$tenant", tenant), ("$property", property));

    internal async Task<GapRow?> FindAsync(string tenant, string id, CancellationToken cancellationToken) => (await database.ReadAsync(
        "SELECT id, property, property_name, question, state, faq_id, answer, answered_at, asked, answered_now FROM gaps WHERE tenant = $tenant AND id = $id",
        ReadGap, cancellationToken, ("$tenant", tenant), ("$id", id))).SingleOrDefault();

    /// <summary>The questions of a property, or of all, in the order they came.</summary>
    internal Task<IReadOnlyList<KeptQuestion>> QuestionsAsync(string tenant, string? property, CancellationToken cancellationToken) => database.ReadAsync(
        $"SELECT {QuestionColumns} FROM gap_questions WHERE tenant = $tenant AND ($property IS NULL OR property = $property) ORDER BY id",
        ReadQuestion, cancellationToken, ("$tenant", tenant), ("$property", property), ("$embedder", embedder));

    /// <summary>The gap of the same question of the same source and reference; null where it is new. A report has no reference and is always new.</summary>
    internal async Task<string?> KnownAsync(string tenant, string property, string text, GapSource source, string? reference, CancellationToken cancellationToken) => (await database.ReadAsync(
        "SELECT gap FROM gap_questions WHERE tenant = $tenant AND property = $property AND source = $source AND reference = $reference AND text = $text",
        reader => reader.GetString(0), cancellationToken, ("$tenant", tenant), ("$property", property), ("$source", source.ToString()), ("$reference", reference), ("$text", text))).SingleOrDefault();

    /// <summary>
    /// Keeps a question in the gap that <paramref name="choose"/> finds among the property's questions, or in a new one, in one transaction. A gap that was answered
    /// before it was asked opens again.
    /// </summary>
    internal async Task<string> AddAsync(
        string tenant, NewQuestion question, Func<IReadOnlyList<KeptQuestion>, string?> choose, Func<IReadOnlyList<string>, string> clearest, CancellationToken cancellationToken)
    {
        await using var connection = database.Connect();
        await using var transaction = connection.BeginTransaction(deferred: false);
        var known = new List<KeptQuestion>();
        await using (var select = GapDatabase.Command(
            connection, $"SELECT {QuestionColumns} FROM gap_questions WHERE tenant = $tenant AND property = $property ORDER BY id", ("$tenant", tenant), ("$property", question.Property), ("$embedder", embedder)))
        await using (var reader = await select.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) known.Add(ReadQuestion(reader));
        }

        var gap = choose(known) ?? Guid.CreateVersion7().ToString("N");
        await using var insert = GapDatabase.Command(
            connection, """
            INSERT INTO gap_questions (tenant, gap, property, text, source, reference, asker, asked_at, embedder, vector)
            VALUES ($tenant, $gap, $property, $text, $source, $reference, $asker, $at, $embedder, $vector) ON CONFLICT DO NOTHING
            """,
            ("$tenant", tenant), ("$gap", gap), ("$property", question.Property), ("$text", question.Text), ("$source", question.Source.ToString()), ("$reference", question.Reference),
            ("$asker", question.Asker), ("$at", Written(question.AskedAt)), ("$embedder", question.Vector is null ? null : embedder), ("$vector", Bytes(question.Vector)));
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await using var upsert = GapDatabase.Command(
            connection, """
            INSERT INTO gaps (tenant, id, property, property_name, question, state) VALUES ($tenant, $id, $property, $name, $question, 'Open')
            ON CONFLICT (tenant, id) DO UPDATE SET question = excluded.question,
                state = CASE WHEN state = 'Answered' AND answered_at < $at THEN 'Open' ELSE state END
            """,
            ("$tenant", tenant), ("$id", gap), ("$property", question.Property), ("$name", question.PropertyName), ("$at", Written(question.AskedAt)),
            ("$question", clearest([.. known.Where(other => other.Gap == gap).Select(other => other.Text), question.Text])));
        await upsert.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return gap;
    }

    internal Task KeepVectorAsync(long question, float[] vector, CancellationToken cancellationToken) => database.ExecuteAsync(
        "UPDATE gap_questions SET embedder = $embedder, vector = $vector WHERE id = $id", cancellationToken, ("$embedder", embedder), ("$vector", Bytes(vector)), ("$id", question));

    /// <summary>Notes the owner's answer; it is measured later.</summary>
    internal Task KeepAnswerAsync(string tenant, string id, string faqId, string answer, string by, DateTimeOffset at, CancellationToken cancellationToken) => database.ExecuteAsync(
        "UPDATE gaps SET faq_id = $faq, answer = $answer, answered_by = $by, answered_at = $at, asked = NULL, answered_now = NULL WHERE tenant = $tenant AND id = $id",
        cancellationToken, ("$tenant", tenant), ("$id", id), ("$faq", faqId), ("$answer", answer), ("$by", by), ("$at", Written(at)));

    /// <summary>Notes which of the gap's questions find the answer now.</summary>
    internal async Task KeepMeasureAsync(string tenant, string id, GapState state, GapMeasure measure, IReadOnlyCollection<long> answered, CancellationToken cancellationToken)
    {
        await using var connection = database.Connect();
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var update = GapDatabase.Command(
            connection, "UPDATE gaps SET state = $state, asked = $asked, answered_now = $now WHERE tenant = $tenant AND id = $id",
            ("$tenant", tenant), ("$id", id), ("$state", state.ToString()), ("$asked", measure.Asked), ("$now", measure.AnsweredNow));
        await update.ExecuteNonQueryAsync(cancellationToken);
        await using var mark = GapDatabase.Command(
            connection, "UPDATE gap_questions SET is_answered = id IN (SELECT value FROM json_each($answered)) WHERE tenant = $tenant AND gap = $id",
            ("$tenant", tenant), ("$id", id), ("$answered", $"[{string.Join(',', answered.Select(question => question.ToString(CultureInfo.InvariantCulture)))}]"));
        await mark.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    internal async Task<bool> DismissAsync(string tenant, string id, string by, string because, DateTimeOffset at, CancellationToken cancellationToken) => await database.ExecuteAsync(
        "UPDATE gaps SET state = 'Dismissed', dismissed_at = $at, dismissed_by = $by, dismissed_because = $because WHERE tenant = $tenant AND id = $id",
        cancellationToken, ("$tenant", tenant), ("$id", id), ("$at", Written(at)), ("$by", by), ("$because", because)) > 0;

    internal async Task<DateTimeOffset?> ProgressAsync(string tenant, CancellationToken cancellationToken) => (await database.ReadAsync(
        "SELECT asked_at FROM gap_progress WHERE tenant = $tenant", reader => (DateTimeOffset?)Instant(reader.GetString(0)), cancellationToken, ("$tenant", tenant))).SingleOrDefault();

    internal Task KeepProgressAsync(string tenant, DateTimeOffset askedAt, CancellationToken cancellationToken) => database.ExecuteAsync(
        "INSERT INTO gap_progress VALUES ($tenant, $at) ON CONFLICT (tenant) DO UPDATE SET asked_at = max(asked_at, excluded.asked_at)", cancellationToken, ("$tenant", tenant), ("$at", Written(askedAt)));

    private static GapRow ReadGap(SqliteDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), Enum.Parse<GapState>(reader.GetString(4)), Text(reader, 5), Text(reader, 6),
        Text(reader, 7) is { } at ? Instant(at) : null, reader.IsDBNull(8) ? null : new GapMeasure(reader.GetInt32(8), reader.GetInt32(9)));

    private static KeptQuestion ReadQuestion(SqliteDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetString(2), Enum.Parse<GapSource>(reader.GetString(3)), reader.GetString(4), Instant(reader.GetString(5)), reader.GetBoolean(6),
        reader.IsDBNull(7) ? null : MemoryMarshal.Cast<byte, float>(reader.GetFieldValue<byte[]>(7)).ToArray());

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static byte[]? Bytes(float[]? vector) => vector is null ? null : MemoryMarshal.AsBytes(vector.AsSpan()).ToArray();

    private static string Written(DateTimeOffset instant) => instant.ToUniversalTime().ToString("O"); // in UTC text compares as time does

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
