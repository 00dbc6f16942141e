using System.ComponentModel;
using Assistant.Index;
using Assistant.Respond;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assistant.Web.Api;

/// <summary><c>GET /api/starters</c>: questions to start with, which the content answers.</summary>
internal static class StartersApi
{
    private const int PlacesToRead = 24; // spread over the catalogue: enough to find each fact, soon read

    internal static void MapStarters(this IEndpointRouteBuilder routes) => routes.MapGet("/api/starters", ListAsync)
        .WithName("starters").WithTags("Chat")
        .WithSummary("Questions to start with")
        .WithDescription("At most four, each offered only where the content holds what answers it. With a focus they are about that property and leave its name out.");

    private static async Task<Results<Ok<StarterList>, ProblemHttpResult>> ListAsync(
        IPassageIndex index, CancellationToken cancellationToken, [Description("Id of the property they are about.")] string? focus = null)
    {
        if (focus is null) return TypedResults.Ok(new StarterList(Starters.Among(await SpreadAsync(index, cancellationToken))));
        return await index.FindPropertyAsync(Tenants.Default, focus, cancellationToken) is { } property
            ? TypedResults.Ok(new StarterList(Starters.About(property, await index.PassagesOfAsync(Tenants.Default, focus, cancellationToken))))
            : PropertiesApi.Unknown(focus);
    }

    private static async Task<IReadOnlyList<Property>> SpreadAsync(IPassageIndex index, CancellationToken cancellationToken)
    {
        var all = await index.ListPropertiesAsync(Tenants.Default, Filters.None, cancellationToken);
        var step = Math.Max(1, all.Count / PlacesToRead);
        var properties = new List<Property>();
        for (var i = step / 2; i < all.Count; i += step)
        {
            if (await index.FindPropertyAsync(Tenants.Default, all[i].Id, cancellationToken) is { } property) properties.Add(property);
        }

        return properties;
    }
}

/// <summary>Questions to start with.</summary>
internal sealed record StarterList(IReadOnlyList<string> Questions);
