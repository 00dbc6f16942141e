using System.Globalization;
using Assistant.Index;
using Assistant.Ingest;
using Assistant.Ingest.Properties;
using Assistant.Text;

namespace Assistant.Support.Gaps;

/// <summary>
/// Keeps what owners answered and makes it content: all answers of a property are one document of the feed <c>owner</c>, beside what other feeds say of it.
/// </summary>
public sealed class OwnerAnswers(GapDatabase database, IPassageIndex index, Ingestor ingestor) : IOwnerAnswers, IDisposable
{
    /// <summary>The feed.</summary>
    public const string Feed = "owner";

    private const int LongestQuestion = 300; // UTF-16, as LongestAnswer
    private const int LongestAnswer = 4000;

    private readonly SemaphoreSlim one = new(1); // the document is put together of all answers: two at a time would lose one

    /// <inheritdoc/>
    public Task<PublishedAnswer> PublishAsync(string tenant, string property, string question, string answer, string by, CancellationToken cancellationToken) =>
        PublishAsync(tenant, property, $"owner-{ContentHashes.Of(question?.Trim().ToLowerInvariant())}", question!, answer, by, cancellationToken);

    /// <summary>The same under an id of the caller's, so that a question can be worded anew.</summary>
    internal async Task<PublishedAnswer> PublishAsync(string tenant, string property, string faqId, string question, string answer, string by, CancellationToken cancellationToken)
    {
        Check("question", question, LongestQuestion);
        Check("answer", answer, LongestAnswer);
        if (string.IsNullOrWhiteSpace(by)) throw new ArgumentException("Nobody is named. Say in 'by' who answers.");
        await one.WaitAsync(cancellationToken);
        try
        {
            var known = await index.FindPropertyAsync(tenant, property, cancellationToken) ?? throw new ArgumentException($"There is no property '{property}'. GET /api/properties lists those that there are.");
            await database.ExecuteAsync(
                """
                INSERT INTO owner_answers VALUES ($tenant, $property, $faq, $question, $answer, $language, $by, $at)
                ON CONFLICT (tenant, property, faq_id) DO UPDATE SET question = excluded.question, answer = excluded.answer, language = excluded.language,
                    answered_by = excluded.answered_by, answered_at = excluded.answered_at
                """,
                cancellationToken, ("$tenant", tenant), ("$property", property), ("$faq", faqId), ("$question", question.Trim()), ("$answer", answer.Trim()),
                ("$language", LanguageDetector.Detect(answer) ?? LanguageDetector.English), ("$by", by), ("$at", DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture)));
            await PutAsync(tenant, known, cancellationToken);
            return new PublishedAnswer(faqId);
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    // Only the FAQs become passages: that it is a hotel, other feeds say better.
    private async Task PutAsync(string tenant, Property known, CancellationToken cancellationToken)
    {
        var answers = await database.ReadAsync(
            "SELECT question, answer, faq_id, language, answered_at FROM owner_answers WHERE tenant = $tenant AND property = $property ORDER BY answered_at, faq_id",
            reader => (Faq: new Faq(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)), At: DateTimeOffset.Parse(reader.GetString(4), CultureInfo.InvariantCulture)),
            cancellationToken, ("$tenant", tenant), ("$property", known.Id));
        var property = new Property { Id = known.Id, Name = known.Name, Kind = known.Kind, Faqs = [.. answers.Select(answer => answer.Faq)], UpdatedAt = answers.Max(answer => answer.At) };
        var passages = PropertyPassages.Of(property).Where(passage => passage.Kind == PassageKind.Faq).ToList();
        await ingestor.PutDocumentAsync(new SourceDocument(Feed, property, passages), tenant, null, cancellationToken);
    }

    private static void Check(string what, string? text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new ArgumentException($"The {what} is empty. Write one.");
        if (text.Length > longest) throw new ArgumentException($"The {what} has {text.Length} characters; at most {longest} are kept. Shorten it.");
    }
}
