using Assistant.Index;
using Assistant.Plugins;
using Microsoft.SemanticKernel;

namespace Assistant;

/// <summary>What was found for a message: how it was understood, every passage in its order, and what an answer may draw on.</summary>
public sealed record Finding(Question Question, IReadOnlyList<RankedPassage> Ranked, Evidence Evidence);

/// <summary>
/// The way from a message to its evidence: understand, retrieve, rank, select. Each stage is a kernel function.
/// </summary>
public sealed class EvidenceFinder(IPassageIndex index, AnswerOptions options)
{
    private const int Candidates = 100;
    private const double Sure = 0.5; // more likely than not

    /// <summary>Finds the evidence for a request in its conversation.</summary>
    /// <exception cref="ArgumentException">The focus holds an id that the index does not know.</exception>
    public async Task<Finding> FindAsync(Kernel run, AskRequest request, IReadOnlyList<Turn> history, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(request);
        var question = await StageAsync<Question>(run, "understand", new() { ["request"] = request, ["history"] = history }, cancellationToken);
        if (question is { AsksForPlaces: true, Focus.Count: 0 })
        {
            return new Finding(question, [], await PropertiesAsync(run, "search_places", new() { ["question"] = question, ["limit"] = options.MaxPassages }, cancellationToken));
        }

        var ranked = await RankAsync(run, question, cancellationToken);
        foreach (var earlier in question.Earlier)
        {
            if (ranked is [{ Relevance: >= Sure }, ..]) break;

            // The place spoken of last has no answer; one before it may be meant.
            var other = question with { Focus = earlier };
            var found = await RankAsync(run, other, cancellationToken);
            if (found is [{ Relevance: >= Sure }, ..]) (question, ranked) = (other, found);
        }

        var evidence = question.AsksForPlaces
            ? await PlacesAsync(run, question, cancellationToken)
            : await StageAsync<Evidence>(run, "select_evidence", new() { ["question"] = question, ["ranked"] = ranked }, cancellationToken);
        if (question is { Compared: not null, AsksForPlaces: false }) evidence = await PropertiesAsync(run, "compare_places", new() { ["question"] = question, ["selected"] = evidence }, cancellationToken);
        return new Finding(question, ranked, evidence);
    }

    /// <summary>Why the question's filters leave no property at all; null where they leave some.</summary>
    public async Task<Emptiness?> ExplainEmptyAsync(Question question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (!question.Filters.ConcernsProperties || (await index.ListPropertiesAsync(question.Tenant, question.Filters, cancellationToken)).Count > 0) return null;
        return FilterConditions.Explain(question.Filters, await index.ListPropertiesAsync(question.Tenant, Filters.None, cancellationToken));
    }

    private static async Task<IReadOnlyList<RankedPassage>> RankAsync(Kernel run, Question question, CancellationToken cancellationToken)
    {
        var candidates = (await run.InvokeAsync<IReadOnlyList<Candidate>>("properties", "search_passages", new()
        {
            ["query"] = question.Standalone,
            ["propertyIds"] = question.Focus.Select(focus => focus.PropertyId).ToList(),
            ["settled"] = question.SettledWords(),
            ["filters"] = question.Filters,
            ["language"] = question.Language,
            ["limit"] = Candidates,
            ["tenant"] = question.Tenant,
        }, cancellationToken))!;
        return await StageAsync<IReadOnlyList<RankedPassage>>(run, "rank", new() { ["question"] = question, ["candidates"] = candidates }, cancellationToken);
    }

    private async Task<Evidence> PlacesAsync(Kernel run, Question question, CancellationToken cancellationToken) =>
        await PropertiesAsync(run, "list_places", new()
        {
            ["filters"] = question.Scope(),
            ["limit"] = options.MaxPassages,
            ["tenant"] = question.Tenant,
        }, cancellationToken);

    private static async Task<Evidence> PropertiesAsync(Kernel run, string function, KernelArguments arguments, CancellationToken cancellationToken) =>
        (await run.InvokeAsync<Evidence>("properties", function, arguments, cancellationToken))!;

    private static async Task<T> StageAsync<T>(Kernel run, string stage, KernelArguments arguments, CancellationToken cancellationToken) =>
        (await run.InvokeAsync<T>(PathPlugin.Name, stage, arguments, cancellationToken))!;
}
