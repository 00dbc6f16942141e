using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Assistant.Index;
using Assistant.Understand;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Assistant.Mcp.Tools;

/// <summary><c>search_properties</c>: places by wishes, filters or name.</summary>
internal sealed class SearchProperties(PlaceFinder finder, QuestionReader reader, EvidenceFinder evidence, IPassageIndex index, AnswerOptions options, McpAccess access)
{
    [McpServerTool(Name = "search_properties", Title = "Search properties", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(SearchResult))]
    [Description("Finds places to stay, and with them the property ids that the other tools need: by wishes in words (\"quiet, with a sauna, under 150 euros in Vienna\"), by exact filters, by both, or by a property's name. Returns the places best match first, each with the passages that say why it was found, and how many match in all. Filters read from the words are echoed in filters. Where nothing matches, without says what leaving out a condition would bring; an empty result is never widened.")]
    public async Task<CallToolResult> CallAsync(
        [Description("What is wished, in words, or the name of a property. Leave it out to search by filters alone.")] string? wishes = null,
        [Description("Exact conditions; one of them is never replaced by one read from the words.")] SearchFilters? filters = null,
        [Description("Places at most, 1 to 20.")][Range(1, 20)] int limit = 8,
        CancellationToken cancellationToken = default)
    {
        if (wishes?.Length > options.MaxMessageCharacters) throw new ArgumentException($"'wishes' has {wishes.Length} characters; at most {options.MaxMessageCharacters} are read. Shorten it.");
        var question = await QuestionAsync(wishes, filters?.ToFilters() ?? Filters.None, cancellationToken);
        var notices = new HashSet<Notice>();
        var found = question.UnknownPlace is not null ? new Evidence([], false)
            : await finder.FindAsync(question, limit, cancellationToken, _ => notices.Add(Notice.EmbedderAway));
        var emptiness = found.Places.Count > 0 || question.UnknownPlace is not null ? null : await evidence.ExplainEmptyAsync(question, cancellationToken);
        var known = (await index.ListPropertiesAsync(access.Tenant, question.Filters with { Properties = [.. found.Places.Select(place => place.PropertyId)] }, cancellationToken)).ToDictionary(property => property.Id);
        var result = new SearchResult(
            found.Total, [.. found.Places.Select(place => Place(place, known[place.PropertyId], found))], FilterText.Describe(question.Filters),
            [.. question.Wishes.Where(wish => wish.IsNegative).Select(wish => wish.Words)], question.UnknownPlace,
            [.. (emptiness?.Relaxations ?? []).Select(relaxation => $"{relaxation.Change}: {relaxation.Places}")], [.. notices], [.. found.Passages.Select(PassageView.Of)]);
        return ToolResult.Of(result, result.ForReader());
    }

    // Whatever the words are, places are looked for; a property that they name is one.
    private async Task<Question> QuestionAsync(string? wishes, Filters filters, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(wishes)) return new Question("", "", "en", access.Tenant, [], filters, []) { AsksForPlaces = true };
        var request = new AskRequest(wishes, Filters: filters, Tenant: access.Tenant);
        var question = await reader.ReadAsync(request, [], cancellationToken);
        if (question.Focus.Count > 0) return question with { AsksForPlaces = true, Filters = filters with { Properties = [.. question.Focus.Select(focus => focus.PropertyId)] }, Focus = [], Wishes = [], Order = null };
        if (question is { AsksForPlaces: true } or { UnknownPlace: not null }) return question;
        return await reader.ReadAsync(request with { Message = $"Find places with {wishes}" }, [], cancellationToken);
    }

    private static PlaceResult Place(FoundPlace place, PropertySummary property, Evidence found) => new(
        place.PropertyId, place.Name, property.Kind, property.City, property.Country, property.Stars, property.GuestRating, property.Price,
        [.. place.Reasons.Select(reason =>
        {
            var passage = found.Passages[reason.Ref - 1].Passage;
            var (start, length) = reason.Span.GetOffsetAndLength(passage.Text.Length);
            return new ReasonResult(reason.Wish, passage.Text.Substring(start, length), new Citation(reason.Ref, passage.Id, start, start + length, passage.ContentHash));
        })]);
}

/// <summary>What a search found.</summary>
internal sealed record SearchResult(
    [property: Description("How many places match; more than are listed where there are more.")] int Total,
    [property: Description("Best match first.")] IReadOnlyList<PlaceResult> Places,
    [property: Description("The conditions in force, as key=value, those read from the words included.")] IReadOnlyList<string> Filters,
    [property: Description("Things that were not wanted and were not filtered out.")] IReadOnlyList<string> NotFiltered,
    [property: Description("A name in the words that is no place known here; then nothing was searched.")] string? UnknownPlace,
    [property: Description("Where nothing matches: what leaving out one condition would bring.")] IReadOnlyList<string> Without,
    [property: Description("Parts that could not be used for this search.")] IReadOnlyList<Notice> Notices,
    [property: Description("What citations point into.")] IReadOnlyList<PassageView> Passages)
{
    /// <summary>The places for a reader, with the sources.</summary>
    internal string ForReader() =>
        (UnknownPlace is not null ? $"No place called {UnknownPlace} is known here. Check the name, or search by city."
            : Places.Count == 0 ? $"No place matches{(Filters.Count == 0 ? "" : $" {string.Join(", ", Filters)}")}.{string.Concat(Without.Select(change => $" {change}."))}"
            : $"{Total} match{(Places.Count < Total ? $", {Places.Count} listed" : "")}{(Filters.Count == 0 ? "" : $" ({string.Join(", ", Filters)})")}:\n{string.Join('\n', Places.Select(place => place.Line()))}")
        + $"{(NotFiltered.Count == 0 ? "" : $"\nNot filtered out: {string.Join(", ", NotFiltered)}.")}{string.Concat(Notices.Select(notice => $"\n{notice.Text}"))}"
        + CitedText.Sources(Passages, Places.SelectMany(place => place.Why).Select(reason => reason.Citation));
}

/// <summary>A place that was found. What is null is not known.</summary>
internal sealed record PlaceResult(
    string PropertyId, string Name, string Kind, string? City, string? Country, double? Stars, double? GuestRating, PriceRange? Price,
    [property: Description("Why it was found.")] IReadOnlyList<ReasonResult> Why)
{
    internal string Line() => $"- {Name} ({PropertyId}): {string.Join(' ', Why.Select(reason => CitedText.Line(reason.Text, [reason.Citation])))}";
}

/// <summary>A reason for a place.</summary>
internal sealed record ReasonResult(
    [property: Description("The wish or filter that it speaks to; empty: what kind of place it is.")] string Wish,
    [property: Description("The content's words.")] string Text,
    Citation Citation);
