using Assistant.Support.Cases;
using Assistant.Support.Send;
using Assistant.Support.Similar;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assistant.Web.Api.Support;

/// <summary><c>POST /cases</c>, a webhook for one case, and <c>POST /cases:import</c>.</summary>
internal static class CaseIntakeApi
{
    private const int LargestCase = 4 * 1024 * 1024;
    private const long LargestImport = 64L * 1024 * 1024;

    internal static void MapCaseIntake(this IEndpointRouteBuilder group)
    {
        group.MapPost("cases", PostAsync).WithMetadata(new RequestSizeLimitAttribute(LargestCase))
            .WithSummary("Takes a case in").WithDescription("It is masked, kept and read at once. The same case again is 200, another one under its id 409. A case whose last message is the desk's comes in as solved.");
        group.MapPost("cases:import", ImportAsync).WithMetadata(new RequestSizeLimitAttribute(LargestImport)).Accepts<string>("application/jsonl", "application/x-ndjson", "application/json", "text/plain", "text/csv")
            .WithSummary("Takes many cases in").WithDescription($"JSONL, or CSV as text/csv with the columns {string.Join(',', CaseFile.Header)}. A line that is no case is told with its number, and the rest goes on. They are read one after the other in the background.");
    }

    private static async Task<Results<Created<CaseView>, Ok<CaseView>, ProblemHttpResult>> PostAsync(
        IncomingCase incoming, CaseIntake intake, CaseReadings readings, SqliteCaseStore store, SimilarCases similar, Replies replies, TimeProvider time, CancellationToken cancellationToken)
    {
        var (id, outcome) = await intake.AddAsync(Tenants.Default, incoming, cancellationToken);
        if (outcome == IntakeOutcome.Taken) return SupportApi.Conflict($"Another case has the id '{id}'. To go on with it, POST /api/support/cases/{id}/messages.");
        if (outcome == IntakeOutcome.Added) await readings.ReadAsync(Tenants.Default, id, anew: false, cancellationToken);
        var view = await CasesApi.ViewAsync(id, store, similar, replies, time, cancellationToken);
        return outcome == IntakeOutcome.Added ? TypedResults.Created($"/api/support/cases/{Uri.EscapeDataString(id)}", view) : TypedResults.Ok(view);
    }

    private static async Task<Ok<CaseImport>> ImportAsync(HttpRequest request, CaseIntake intake, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var isCsv = request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true;
        var results = new List<CaseImportLine>();
        await foreach (var line in isCsv ? CaseFile.CsvAsync(reader, cancellationToken) : CaseFile.JsonLinesAsync(reader, cancellationToken))
        {
            results.Add(line.Case is null ? new CaseImportLine(line.Line, null, line.Error) : await TakeAsync(line.Line, line.Case, intake, cancellationToken));
        }

        if (results.Count == 0) throw new ArgumentException("The request body holds no case. Send JSONL, a case a line, or CSV as text/csv.");
        return TypedResults.Ok(new CaseImport(results.Count(result => result.Error is null), results.Count(result => result.Error is not null), results));
    }

    private static async Task<CaseImportLine> TakeAsync(int line, IncomingCase incoming, CaseIntake intake, CancellationToken cancellationToken)
    {
        try
        {
            var (id, outcome) = await intake.AddAsync(Tenants.Default, incoming, cancellationToken);
            return new CaseImportLine(line, id, outcome == IntakeOutcome.Taken ? "Another case has this id." : null);
        }
        catch (ArgumentException exception)
        {
            return new CaseImportLine(line, incoming.Id, Problems.Of(exception).Detail);
        }
    }
}

/// <summary>What became of an import; a line with an error was not used.</summary>
internal sealed record CaseImport(int Used, int Failed, IReadOnlyList<CaseImportLine> Results);

/// <summary>What became of a line, counted from 1.</summary>
internal sealed record CaseImportLine(int Line, string? Id, string? Error);
