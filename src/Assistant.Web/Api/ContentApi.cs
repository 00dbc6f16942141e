using Assistant.Index;
using Assistant.Ingest;
using Assistant.Ingest.Properties;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assistant.Web.Api;

/// <summary>
/// <c>PUT</c> and <c>DELETE /api/properties/{id}</c>, <c>POST /api/properties:import</c>: content over the web, for operators. What is put here is one feed
/// beside the files that were ingested; those say what they said.
/// </summary>
internal static class ContentApi
{
    private const string Feed = "api";
    private const int LargestProperty = 1024 * 1024;
    private const long LargestImport = 64L * 1024 * 1024;

    internal static void MapContent(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Properties").RequireScope(AccessKey.WriteProperties);
        group.MapPut("/api/properties/{id}", PutAsync).WithMetadata(new RequestSizeLimitAttribute(LargestProperty)).Accepts<Property>("application/json")
            .WithSummary("Puts a property in place of what was put under its id before").WithDescription("In the form of /schemas/property.json. What ingested files say of it stays.");
        group.MapDelete("/api/properties/{id}", DeleteAsync).WithSummary("Removes what was put");
        group.MapPost("/api/properties:import", ImportAsync).WithMetadata(new RequestSizeLimitAttribute(LargestImport)).Accepts<string>("application/jsonl", "application/x-ndjson", "application/json", "text/plain")
            .WithSummary("Puts many properties, one a line").WithDescription("JSONL. A line that cannot be used is told with its number and reason, and the rest goes on; where the index cannot be written, it ends there. Nothing is removed.");
    }

    private static async Task<Results<Ok<DocumentResult>, Created<DocumentResult>>> PutAsync(string id, HttpRequest request, PropertySchema schema, Ingestor ingestor, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        if (schema.Read(await reader.ReadToEndAsync(cancellationToken), out var property) is { } problem) throw new ArgumentException($"This is no property: {problem}.");
        if (property!.Id != id) throw new ArgumentException($"The property's id is '{property.Id}', and the address says '{id}'.");
        var result = await ingestor.PutAsync(Feed, property, Tenants.Default, null, cancellationToken);
        return result.Outcome == DocumentOutcome.Added ? TypedResults.Created($"/api/properties/{Uri.EscapeDataString(id)}", result) : TypedResults.Ok(result);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, Ingestor ingestor, CancellationToken cancellationToken) =>
        await ingestor.RemoveAsync(Feed, id, Tenants.Default, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such property", detail: $"Nothing was put under '{id}'. What came from a file is removed by ingesting the file without it.");

    private static async Task<Ok<ImportReport>> ImportAsync(HttpRequest request, PropertySchema schema, Ingestor ingestor, CancellationToken cancellationToken)
    {
        var results = new List<ImportResult>();
        var hashes = await ingestor.HashesAsync(Feed, Tenants.Default, cancellationToken);
        var seen = new HashSet<string>();
        using var reader = new StreamReader(request.Body);
        for (var line = 1; await reader.ReadLineAsync(cancellationToken) is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (schema.Read(text, out var property) is { } problem)
            {
                results.Add(new ImportResult(line, null, DocumentOutcome.Failed, problem));
                continue;
            }

            try
            {
                var known = seen.Add(property!.Id) ? hashes : null; // a later line of the same property is held against the earlier one
                var result = await ingestor.PutAsync(Feed, property, Tenants.Default, known, cancellationToken);
                results.Add(new ImportResult(line, property.Id, result.Outcome, null));
            }
            catch (Exception exception) when (exception is IndexException or ModelServerException)
            {
                results.Add(new ImportResult(line, property!.Id, DocumentOutcome.Failed, $"{Problems.Of(exception).Detail} Nothing behind this line was used."));
                break; // the next one would fail as well; what was written stays
            }
        }

        if (results.Count == 0) throw new ArgumentException("The request body holds no property. Send JSONL, one property a line.");
        return TypedResults.Ok(new ImportReport(results.Count(result => result.Error is null), results.Count(result => result.Error is not null), results));
    }
}

/// <summary>What became of an import; a line with an error was not used.</summary>
internal sealed record ImportReport(int Used, int Failed, IReadOnlyList<ImportResult> Results);

/// <summary>What became of a line, counted from 1.</summary>
internal sealed record ImportResult(int Line, string? PropertyId, DocumentOutcome Outcome, string? Error);
