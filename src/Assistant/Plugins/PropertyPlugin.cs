using System.ComponentModel;
using Assistant.Index;
using Assistant.Retrieve;
using Assistant.Text;
using Assistant.Understand;
using Microsoft.SemanticKernel;

namespace Assistant.Plugins;

/// <summary>What can be done with the content, as kernel functions: the straight path calls them, and a model with tools may too.</summary>
public sealed class PropertyPlugin(IPassageIndex index, Retriever retriever, PlaceFinder places)
{
    /// <summary>Passages nearest to a query.</summary>
    [KernelFunction("search_passages")]
    [Description("Finds the passages of property content that are nearest to a question, best first.")]
    public Task<IReadOnlyList<Candidate>> SearchPassagesAsync(
        [Description("The question, or words of it.")] string query,
        [Description("Ids of the properties to search; empty for all.")] IReadOnlyList<string>? propertyIds = null,
        [Description("Words of the question that only name the properties or repeat a filter.")] IReadOnlyList<string>? settled = null,
        [Description("Exact conditions.")] Filters? filters = null,
        [Description("ISO 639-1 code of the question's language.")] string language = "en",
        [Description("Passages at most.")] int limit = 100,
        [Description("Whose content.")] string tenant = Tenants.Default,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        var scope = filters ?? Filters.None;
        if (propertyIds is { Count: > 0 })
        {
            var both = scope.Properties.Count == 0 ? propertyIds : [.. scope.Properties.Intersect(propertyIds)];
            if (both.Count == 0) return Task.FromResult<IReadOnlyList<Candidate>>([]); // an empty list would mean "any"
            scope = scope with { Properties = both };
        }

        return retriever.RetrieveAsync(query, settled ?? [], language, scope, tenant, limit, cancellationToken, WithoutMeaning(kernel));
    }

    /// <summary>Properties under filters.</summary>
    [KernelFunction("find_properties")]
    [Description("Lists the properties that fulfil exact conditions, by name.")]
    public Task<IReadOnlyList<PropertySummary>> FindPropertiesAsync(
        [Description("Exact conditions; leave out for all properties.")] Filters? filters = null,
        [Description("Whose content.")] string tenant = Tenants.Default,
        CancellationToken cancellationToken = default)
    {
        FilterText.Check(filters ?? Filters.None);
        return index.ListPropertiesAsync(tenant, filters ?? Filters.None, cancellationToken);
    }

    /// <summary>The places that fulfil filters, those that guests rate best first, as evidence: of each, what kind of place it is; of named ones, the owner's words too.</summary>
    [KernelFunction("list_places")]
    [Description("Lists places that fulfil exact conditions, best rated first, with the sentence that says what each is.")]
    public async Task<Evidence> ListPlacesAsync(
        [Description("Exact conditions.")] Filters filters,
        [Description("Places at most.")] int limit = 8,
        [Description("Whose content.")] string tenant = Tenants.Default,
        CancellationToken cancellationToken = default)
    {
        var all = await FindPropertiesAsync(filters, tenant, cancellationToken);
        var listed = new List<RankedPassage>();
        foreach (var property in all.OrderByDescending(property => property.GuestRating ?? 0).Take(limit))
        {
            var passages = await index.PassagesOfAsync(tenant, property.Id, cancellationToken);
            if ((passages.FirstOrDefault(passage => passage.FieldPath == "kind") ?? (passages.Count > 0 ? passages[0] : null)) is not { } about) continue;
            listed.Add(Told(about, Sentences.Split(about.Text)[0]));
            if (filters.Properties.Count > 0 && passages.FirstOrDefault(passage => passage.Kind == PassageKind.Description) is { } told && told != about) listed.Add(Told(told, ..));
        }

        return new Evidence(listed, listed.Count > 0) { IsListing = true, Total = all.Count };

        RankedPassage Told(Passage passage, Range sentence) => new(listed.Count + 1, passage, 1, 1, sentence, new Candidate(passage, 1, null, null));
    }

    /// <summary>The places that a question looks for, each with the passages that say why.</summary>
    [KernelFunction("search_places")]
    [Description("Finds places by exact conditions and by wishes, best match first, each with the sentences that say why.")]
    public Task<Evidence> SearchPlacesAsync(
        [Description("The question, with its filters, wishes and order.")] Question question,
        [Description("Places at most.")] int limit = 8,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        FilterText.Check(question.Filters);
        return places.FindAsync(question, limit, cancellationToken, WithoutMeaning(kernel));
    }

    /// <summary>The places in focus beside one another.</summary>
    [KernelFunction("compare_places")]
    [Description("Compares the places a question is about, by number where there is one, each with the sentences that state it.")]
    public Task<Evidence> ComparePlacesAsync(
        [Description("The question, with the places in its focus.")] Question question,
        [Description("What was selected of the places' passages.")] Evidence selected,
        CancellationToken cancellationToken = default) => places.CompareAsync(question, selected, cancellationToken);

    /// <summary>One property.</summary>
    [KernelFunction("get_property")]
    [Description("Everything that is known about one property; nothing for an unknown id.")]
    public Task<Property?> GetPropertyAsync(
        [Description("The property's id.")] string propertyId,
        [Description("Whose content.")] string tenant = Tenants.Default,
        CancellationToken cancellationToken = default) => index.FindPropertyAsync(tenant, propertyId, cancellationToken);

    /// <summary>The same question to several properties.</summary>
    [KernelFunction("compare_properties")]
    [Description("For each of several properties, the passages nearest to the same question.")]
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Candidate>>> ComparePropertiesAsync(
        [Description("What to compare, for example: breakfast.")] string aspect,
        [Description("Ids of the properties.")] IReadOnlyList<string> propertyIds,
        [Description("Passages at most for each.")] int limit = 3,
        [Description("Whose content.")] string tenant = Tenants.Default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(propertyIds);
        var passages = new Dictionary<string, IReadOnlyList<Candidate>>();
        foreach (var id in propertyIds.Distinct())
        {
            passages[id] = await SearchPassagesAsync(aspect, [id], limit: limit, tenant: tenant, cancellationToken: cancellationToken);
        }

        return passages;
    }

    // Within an answer, a search that must do without the embedder's server is noted on it; elsewhere it fails.
    private static Action<ModelServerException>? WithoutMeaning(Kernel? kernel) =>
        kernel is not null && AnswerRun.Of(kernel) is { } run ? reason => run.Without(Notice.EmbedderAway, reason) : null;
}
