using Assistant.Evaluation.Training;
using Assistant.Index;

namespace Assistant.Evaluation.Labelling;

/// <summary>What questions may be about: the places of an index, and the passages of each.</summary>
/// <param name="Places">By name.</param>
/// <param name="Passages">By property id, in the order of ingest.</param>
public sealed record LabelContent(IReadOnlyList<PropertySummary> Places, IReadOnlyDictionary<string, IReadOnlyList<Passage>> Passages)
{
    /// <summary>Reads a whole index.</summary>
    public static async Task<LabelContent> ReadAsync(IPassageIndex index, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(index);
        var places = await index.ListPropertiesAsync(Tenants.Default, Filters.None, cancellationToken);
        var passages = new Dictionary<string, IReadOnlyList<Passage>>();
        foreach (var place in places) passages.Add(place.Id, await index.PassagesOfAsync(Tenants.Default, place.Id, cancellationToken));
        return new LabelContent(places, passages);
    }

    /// <summary>The passages that a source names: the one with this id or, where a long text was split, its pieces.</summary>
    public IReadOnlyList<Passage> Find(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return [.. Passages.GetValueOrDefault(source.Split('#')[0], []).Where(passage => Teacher.IsPartOf(passage.Id, source))];
    }
}
