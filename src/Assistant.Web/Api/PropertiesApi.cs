using System.ComponentModel;
using Assistant.Index;
using Assistant.Ingest.Properties;
using Assistant.Understand;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assistant.Web.Api;

/// <summary><c>GET /api/properties</c> and <c>GET /api/properties/{id}</c>.</summary>
internal static class PropertiesApi
{
    private const int LargestPage = 200;
    private static readonly string[] Paging = ["page", "pageSize"];

    internal static void MapProperties(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/properties").WithTags("Properties");
        group.MapGet("", ListAsync).WithName("properties")
            .WithSummary("Lists properties")
            .WithDescription($"By name, under exact filters given as query parameters: {string.Join(", ", FilterText.Keys)}. An unknown parameter or value is an error.");
        group.MapGet("{id}", FindAsync).WithName("property").WithSummary("One property, with all that its feeds say of it");
        routes.MapGet("/schemas/property.json", () => TypedResults.Text(PropertySchema.Text, "application/schema+json"))
            .WithTags("Properties").WithSummary("The JSON Schema of a property");
    }

    private static async Task<Ok<PropertyPage>> ListAsync(
        HttpRequest request, IPassageIndex index, CancellationToken cancellationToken,
        [Description("From 1.")] int page = 1, [Description("1 to 200.")] int pageSize = 50)
    {
        if (page < 1) throw new ArgumentException($"page is {page}; pages count from 1.");
        if (pageSize is < 1 or > LargestPage) throw new ArgumentException($"pageSize is {pageSize}; it must be between 1 and {LargestPage}.");
        var pairs = request.Query.Where(parameter => !Paging.Contains(parameter.Key, StringComparer.OrdinalIgnoreCase))
            .SelectMany(parameter => parameter.Value.Select(value => $"{parameter.Key}={value}"));
        var properties = await index.ListPropertiesAsync(Tenants.Default, FilterText.Parse(pairs), cancellationToken);
        return TypedResults.Ok(new PropertyPage([.. properties.Skip((int)Math.Min(int.MaxValue, (page - 1L) * pageSize)).Take(pageSize)], properties.Count, page, pageSize));
    }

    private static async Task<Results<Ok<Property>, ProblemHttpResult>> FindAsync(string id, IPassageIndex index, CancellationToken cancellationToken) =>
        await index.FindPropertyAsync(Tenants.Default, id, cancellationToken) is { } property
            ? TypedResults.Ok(property)
            : Unknown(id);

    internal static ProblemHttpResult Unknown(string id) =>
        TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such property", detail: $"The index knows no property '{id}'. List them with GET /api/properties.");
}

/// <summary>A page of a list; <paramref name="Total"/> counts all pages.</summary>
internal sealed record PropertyPage(IReadOnlyList<PropertySummary> Items, int Total, int Page, int PageSize);
