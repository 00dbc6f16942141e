using Assistant.Converse;
using Assistant.Index;
using Assistant.Privacy;
using Assistant.Text;

namespace Assistant.Support.Gaps;

/// <summary>
/// Keeps questions that content could not answer, grouped by property and meaning. Questions of the guest chat are taken from the receipts of refused answers
/// whenever gaps are looked at. Safe for concurrent use.
/// </summary>
public sealed class GapLog : IDisposable
{
    private const int MostExamples = 5;
    private const int LongestReason = 1000; // UTF-16

    private readonly GapStore store;
    private readonly IPassageIndex index;
    private readonly ChatGaps chat;
    private readonly AnswerOptions answers;
    private readonly PassageEmbedder? embedder;
    private readonly SemaphoreSlim one = new(1); // a question that is being grouped must see the one before

    /// <summary>Keeps gaps in the file of the cases.</summary>
    public GapLog(GapDatabase database, IPassageIndex index, IConversationStore conversations, AnswerOptions answers, PassageEmbedder? embedder = null)
    {
        (this.index, this.answers, this.embedder) = (index, answers, embedder);
        store = new GapStore(database, embedder?.Identity);
        chat = new ChatGaps(conversations, store);
    }

    internal GapStore Store => store;

    /// <summary>Keeps a question; the same question of the same source and reference counts once. Returns the id of the gap that it belongs to.</summary>
    /// <exception cref="ArgumentException">The question is empty or too long, or the index does not know the property.</exception>
    public async Task<string> AddAsync(string tenant, GapQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (string.IsNullOrWhiteSpace(question.Question)) throw new ArgumentException("The question is empty. Say what was asked.");
        if (question.Question.Length > answers.MaxMessageCharacters)
        {
            throw new ArgumentException($"The question has {question.Question.Length} characters; at most {answers.MaxMessageCharacters} are kept. Shorten it.");
        }

        var property = await index.FindPropertyAsync(tenant, question.Property, cancellationToken)
            ?? throw new ArgumentException($"There is no property '{question.Property}'. GET /api/properties lists those that there are.");
        await one.WaitAsync(cancellationToken);
        try
        {
            return await KeepAsync(tenant, question, property.Name, question.Reference ?? Guid.CreateVersion7().ToString("N"), cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Takes what guests asked in the chat since the last look.</summary>
    public async Task CollectAsync(string tenant, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            await chat.TakeAsync(tenant, async (question, conversation) =>
            {
                if (await index.FindPropertyAsync(tenant, question.Property, cancellationToken) is { } property) await KeepAsync(tenant, question, property.Name, conversation, cancellationToken);
            }, cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The gaps, the costliest first, ties by the latest; those that were dismissed only where they are asked for.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="property">The property's id; null for all.</param>
    /// <param name="state">Only those in this state; null for open and answered ones.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<Gap>> ListAsync(string tenant, string? property, GapState? state, CancellationToken cancellationToken)
    {
        await CollectAsync(tenant, cancellationToken);
        var questions = (await store.QuestionsAsync(tenant, property, cancellationToken)).ToLookup(question => question.Gap);
        var now = DateTimeOffset.UtcNow;
        return [.. (await store.GapsAsync(tenant, property, cancellationToken)).Where(gap => state is null ? gap.State != GapState.Dismissed : gap.State == state)
            .Where(gap => questions.Contains(gap.Id)).Select(gap => Told(gap, [.. questions[gap.Id]], now))
            .OrderByDescending(gap => gap.Cost).ThenByDescending(gap => gap.LastAskedAt).ThenBy(gap => gap.Id, StringComparer.Ordinal)];
    }

    /// <summary>Notes that a gap is none, with the reason; questions that join it later do not open it. False where there is no such gap.</summary>
    /// <exception cref="ArgumentException">Nobody is named, or no reason given, or too long a one.</exception>
    public Task<bool> DismissAsync(string tenant, string id, string by, string reason, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(by)) throw new ArgumentException("Nobody is named. Say in 'by' who dismisses it.");
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason) throw new ArgumentException($"Say in 'reason' why it is no gap, in at most {LongestReason} characters.");
        return store.DismissAsync(tenant, id, by, new Masker().Mask(reason), DateTimeOffset.UtcNow, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task<string> KeepAsync(string tenant, GapQuestion question, string propertyName, string asker, CancellationToken cancellationToken)
    {
        var text = new Masker(PlaceNames.Of(propertyName)).Mask(question.Question.Trim());
        if (await store.KnownAsync(tenant, question.Property, text, question.Source, question.Reference, cancellationToken) is { } known) return known;
        var vector = await VectorAsync(text, cancellationToken);
        if (vector is not null) await CompleteAsync(tenant, question.Property, cancellationToken);
        var meaning = QuestionMeaning.Of(text, propertyName, vector);
        return await store.AddAsync(
            tenant, new NewQuestion(question.Property, propertyName, text, question.Source, question.Reference, asker, question.AskedAt, vector),
            others => GapGroups.Nearest(meaning, [.. others.GroupBy(other => other.Gap).SelectMany(gap => gap.TakeLast(GapGroups.MostCompared)).Select(other => (other.Gap, QuestionMeaning.Of(other.Text, propertyName, other.Vector)))]),
            texts => GapGroups.Clearest(texts, propertyName), cancellationToken);
    }

    // Those that were kept while there was no embedder, or another one.
    private async Task CompleteAsync(string tenant, string property, CancellationToken cancellationToken)
    {
        foreach (var question in (await store.QuestionsAsync(tenant, property, cancellationToken)).Where(question => question.Vector is null))
        {
            if (await VectorAsync(question.Text, cancellationToken) is { } vector) await store.KeepVectorAsync(question.Id, vector, cancellationToken);
        }
    }

    private async Task<float[]?> VectorAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            return embedder is null ? null : await embedder.EmbedQueryAsync(text, cancellationToken);
        }
        catch (ModelServerException)
        {
            return null; // a question is not lost because a model is away: it is grouped by its words, and gets its vector with the next one
        }
    }

    private static Gap Told(GapRow gap, IReadOnlyList<KeptQuestion> questions, DateTimeOffset now)
    {
        int Askers(GapSource source) => questions.Where(question => question.Source == source).Select(question => question.Asker).Distinct().Count();
        var askers = new GapAskers(Askers(GapSource.Chat), Askers(GapSource.Case), Askers(GapSource.Report));
        var texts = questions.Select(question => question.Text).ToList();
        return new Gap(
            gap.Id, gap.Property, gap.PropertyName, gap.Question, askers, askers.Chat + askers.Case + askers.Report, questions.Max(question => question.AskedAt),
            Math.Round(GapCost.Of(questions.Where(question => !question.IsAnswered).Select(question => (question.Source, question.AskedAt)), now), 3), gap.State,
            [.. texts.Prepend(gap.Question).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostExamples)])
        {
            Topic = GapGroups.Topic(gap.Question, texts, gap.PropertyName),
            Answer = gap.Answer,
            AnsweredAt = gap.AnsweredAt,
            FaqId = gap.FaqId,
            Measured = gap.Measured,
        };
    }
}
