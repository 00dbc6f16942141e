using Assistant.Index;
using Assistant.Support;
using Assistant.Support.Cases;
using Assistant.Support.Learn;
using Assistant.Support.Reply;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assistant.Web.Api.Support;

/// <summary><c>GET /macros</c>, and <c>GET /cases/{id}/macros/{macro}</c>: one filled for a case.</summary>
internal static class MacrosApi
{
    internal static void MapMacros(this IEndpointRouteBuilder group)
    {
        group.MapGet("macros", ListAsync).WithSummary("The operator's macros, with how often each was used and what people made of it");
        group.MapGet("cases/{id}/macros/{macro}", FillAsync).WithSummary("A macro filled for a case").WithDescription("Placeholders that the case has no value for stay, and are named in missing.");
    }

    private static async Task<Ok<IReadOnlyList<MacroView>>> ListAsync(MacroBook macros, SupportDatabase database, CancellationToken cancellationToken)
    {
        var outcomes = await OutcomeStore.AllAsync(database, Tenants.Default, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<MacroView>>([.. macros.Macros.Select(macro => MacroView.Of(MacroUse.Of(macro, outcomes)))]);
    }

    private static async Task<Results<Ok<FilledMacro>, ProblemHttpResult>> FillAsync(
        string id, string macro, MacroBook macros, SqliteCaseStore store, IPassageIndex index, SupportOptions options, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Tenants.Default, id, cancellationToken) is not { } stored) return SupportApi.NoCase(id);
        if (macros.Find(macro) is not { } found) return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such macro", detail: $"No macro has the id '{macro}'. List them with GET /api/support/macros.");
        var property = stored.Case.Property is { } place ? await index.FindPropertyAsync(Tenants.Default, place, cancellationToken) : null;
        var text = found.Fill(stored.Case, property, options.AgentName, out var missing);
        return TypedResults.Ok(new FilledMacro(text, missing));
    }
}

/// <summary>A macro and its use: replies made from it, of these sent as they were, sent with changes, and the median share of the text that was changed.</summary>
internal sealed record MacroView(string Id, string Title, IReadOnlyList<string> Intents, string Text, int Used, int Accepted, int Edited, double? MedianEdit)
{
    internal static MacroView Of(MacroUse use) => new(use.Macro.Id, use.Macro.Title, use.Macro.Intents, use.Macro.Text, use.Used, use.Accepted, use.Edited, use.MedianEdit);
}

/// <summary>A macro filled for a case.</summary>
internal sealed record FilledMacro(string Text, IReadOnlyList<string> Missing);
