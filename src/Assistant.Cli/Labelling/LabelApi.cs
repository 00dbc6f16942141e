using System.Text.Json;
using Assistant.Evaluation.Labelling;
using Assistant.Evaluation.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Assistant.Cli.Labelling;

/// <summary>What the label page asks for. A write names in <c>If-Match</c> the revision of the file that it was made on.</summary>
internal static class LabelApi
{
    internal static void Configure(JsonSerializerOptions options)
    {
        AssistantJson.Configured(options);
        options.DefaultIgnoreCondition = QuestionLine.Options.DefaultIgnoreCondition; // an answer of null says that there is none
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
    }

    internal static void MapLabelApi(this WebApplication app, QuestionsFile file, LabelContent content)
    {
        var check = new QuestionCheck(content);
        app.MapGet("/api/questions", async (CancellationToken cancellationToken) => Stored(file, await file.ReadAsync(cancellationToken)));
        app.MapGet("/api/places", () => content.Places.Select(place => new PlaceView(place.Id, place.Name, place.Kind, place.City)));
        app.MapGet("/api/choices", () => new ChoicesView(QuestionCheck.Topics, QuestionCheck.Sayings));
        app.MapGet("/api/places/{id}/passages", (string id) => content.Passages.TryGetValue(id, out var passages)
            ? Results.Ok(passages.Select(passage => new PassageView(passage.Id, passage.Kind, passage.Tier, passage.Heading, passage.Text)))
            : Results.Problem($"The content has no place '{id}'.", statusCode: StatusCodes.Status404NotFound, title: "Unknown place"));
        app.MapPost("/api/check", (KeyedQuestion question) => new CheckView(check.Of(question), check.Keys(question)));
        app.MapPost("/api/questions", (HttpRequest request, KeyedQuestion question, CancellationToken cancellationToken) =>
            SaveAsync(file, check, request, question, text => text.Add(question), cancellationToken));
        app.MapPut("/api/questions/{id}", (HttpRequest request, string id, KeyedQuestion question, CancellationToken cancellationToken) =>
            SaveAsync(file, check, request, question, text => text.Replace(id, question), cancellationToken));
        app.MapDelete("/api/questions/{id}", (HttpRequest request, string id, CancellationToken cancellationToken) =>
            EditAsync(file, request, text => text.Remove(id), cancellationToken));
    }

    private static async Task<IResult> SaveAsync(QuestionsFile file, QuestionCheck check, HttpRequest request, KeyedQuestion question, Func<QuestionsText, QuestionsText> edit, CancellationToken cancellationToken)
    {
        var errors = check.Of(question).Where(problem => !problem.IsRemark).ToList();
        return errors.Count == 0
            ? await EditAsync(file, request, edit, cancellationToken)
            : Results.Problem(string.Join(' ', errors.Select(error => error.Text)), statusCode: StatusCodes.Status422UnprocessableEntity, title: "The question does not hold together");
    }

    private static async Task<IResult> EditAsync(QuestionsFile file, HttpRequest request, Func<QuestionsText, QuestionsText> edit, CancellationToken cancellationToken)
    {
        if (request.Headers.IfMatch is not [{ } given]) return Results.Problem("Name in If-Match the revision that the change was made on, as the ETag gave it.", statusCode: StatusCodes.Status428PreconditionRequired, title: "A revision is needed");
        try
        {
            return Stored(file, await file.EditAsync(given.Trim('"'), edit, cancellationToken));
        }
        catch (StaleRevisionException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status409Conflict, title: "The file has changed", extensions: new Dictionary<string, object?> { ["revision"] = exception.Now.Revision, ["questions"] = exception.Now.Questions });
        }
    }

    private static IResult Stored(QuestionsFile file, QuestionsText text) => new StoredResult(new StoredView(file.Path, text.Revision, [.. text.Questions]));

    private sealed class StoredResult(StoredView view) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = $"\"{view.Revision}\"";
            return Results.Ok(view).ExecuteAsync(httpContext);
        }
    }

    private sealed record StoredView(string File, string Revision, IReadOnlyList<KeyedQuestion> Questions);

    private sealed record PlaceView(string Id, string Name, string Kind, string? City);

    private sealed record ChoicesView(IReadOnlyList<string> Topics, IReadOnlyList<string> Says);

    private sealed record PassageView(string Id, PassageKind Kind, Tier Tier, string? Heading, string Text);

    private sealed record CheckView(IReadOnlyList<QuestionProblem> Problems, IReadOnlyList<KeyFinding> Keys);
}
