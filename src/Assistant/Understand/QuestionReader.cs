using Assistant.Index;

namespace Assistant.Understand;

/// <summary>Reads a message in its conversation: what is asked, about which properties, under which filters.</summary>
public sealed class QuestionReader(IPassageIndex index)
{
    private readonly NameCache names = new(index);

    /// <summary>
    /// The question in <paramref name="request"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The focus holds an id that the index does not know.</exception>
    public async Task<Question> ReadAsync(AskRequest request, IReadOnlyList<Turn> history, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(history);
        var known = await names.CurrentAsync(request.Tenant, cancellationToken);
        var page = (request.Focus ?? []).Select(id => known.ById.TryGetValue(id ?? "", out var property)
            ? property
            : throw new ArgumentException($"The index knows no property '{id}'. It may have been removed; list them with GET /api/properties.", nameof(request))).ToList();

        var message = request.Message.Trim();
        var (read, mentions) = FilterReader.Read(message, known.Cities);
        var alive = history.Select(turn => turn with { Focus = [.. turn.Focus.Where(focus => known.ById.ContainsKey(focus.PropertyId))] }).ToList();
        var shifts = read.City is not null || read.PropertyKinds.Count > 0; // "and hostels in Ghent?" leaves the place spoken of before
        var focus = FocusFinder.Find(message, shifts ? [] : alive, page, known.Names);
        return new Question(
            message, Standalone.Of(message, alive, known.Names), "en", request.Tenant, focus,
            focus.Count > 0 ? request.Filters ?? Filters.None : Join(request.Filters, read),
            focus.Count > 0 ? [] : mentions);
    }

    // A filter that the caller set is never replaced by one read from words.
    private static Filters Join(Filters? given, Filters read) => given is null ? read : given with
    {
        City = given.City ?? read.City,
        MaxPrice = given.MaxPrice ?? read.MaxPrice,
        Currency = given.Currency ?? read.Currency,
        MinStars = given.MinStars ?? read.MinStars,
        MinGuestRating = given.MinGuestRating ?? read.MinGuestRating,
        PropertyKinds = given.PropertyKinds.Count > 0 ? given.PropertyKinds : read.PropertyKinds,
    };
}
