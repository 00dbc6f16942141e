using System.Globalization;
using Assistant.Evaluation.Training;
using Assistant.Index;

namespace Assistant.Evaluation.Labelling.Drafts;

/// <summary>Keyed questions drafted from the content of places. A draft waits for a person: its id begins with <see cref="Prefix"/> until one gives it another.</summary>
public static class DraftSet
{
    /// <summary>What the id of a draft begins with.</summary>
    public const string Prefix = "draft-";

    /// <summary>The drafts of every place of an index, by place; the same content and seed give the same drafts.</summary>
    /// <param name="index">Holds the places.</param>
    /// <param name="perPlace">Drafts of a place at most, one of each kind in turn.</param>
    /// <param name="seed">Chooses among what could be asked.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<IReadOnlyList<KeyedQuestion>> ReadAsync(IPassageIndex index, int perPlace, int seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(index);
        var content = await LabelContent.ReadAsync(index, cancellationToken);
        var check = new QuestionCheck(content);
        var random = new Random(seed);
        var drafts = new List<KeyedQuestion>();
        foreach (var id in content.Places.Select(place => place.Id).Order(StringComparer.Ordinal))
        {
            var property = await index.FindPropertyAsync(Tenants.Default, id, cancellationToken) ?? throw new InvalidOperationException($"The index lists {id} and does not hold it.");
            drafts.AddRange(Of(new DraftPlace(property, content.Passages[id]), check, perPlace, random));
        }

        return [.. drafts.Select((draft, i) => draft with { Id = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{i + 1:0000}") })];
    }

    // Kinds take turns, so that the many facts of a place do not crowd out its one contradiction. What the check finds fault with is not kept.
    private static IEnumerable<KeyedQuestion> Of(DraftPlace place, QuestionCheck check, int perPlace, Random random)
    {
        IEnumerable<KeyedQuestion>[] kinds = [ReviewDrafts.Of(place), FaqDrafts.Of(place), PolicyDrafts.Of(place), UnlistedDrafts.Of(place), FactDrafts.Of(place)];
        var queues = new List<Queue<KeyedQuestion>>();
        foreach (var kind in kinds)
        {
            var sound = kind.Where(draft => check.Of(draft with { Id = Prefix }).Count == 0).ToArray();
            random.Shuffle(sound);
            queues.Add(new Queue<KeyedQuestion>(sound));
        }

        var taken = 0;
        while (taken < perPlace && queues.Exists(queue => queue.Count > 0))
        {
            foreach (var queue in queues.Where(queue => queue.Count > 0).Take(perPlace - taken))
            {
                taken++;
                yield return Asked(queue.Dequeue(), place.Property, random);
            }
        }
    }

    // Half of them on the page of the place, half with its name in the question.
    private static KeyedQuestion Asked(KeyedQuestion draft, Property property, Random random) => random.Next(2) == 0
        ? draft with { Focus = [property.Id] }
        : draft with { Message = $"{property.Name}: {draft.Message}" };
}
