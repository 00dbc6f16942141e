using Assistant.Generate;
using Assistant.Index;
using Microsoft.Extensions.AI;

namespace Assistant.Web.Api;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it has content to answer from.</summary>
internal static class HealthApi
{
    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" })).WithTags("Operations").WithSummary("Whether the process answers");
        routes.MapGet("/health/ready", ReadyAsync).WithTags("Operations").WithSummary("Whether there is content to answer from");
    }

    private static async Task<IResult> ReadyAsync(IPassageIndex index, AnswerModel model, IServiceProvider services, CancellationToken cancellationToken)
    {
        var description = await index.DescribeAsync(Tenants.Default, cancellationToken);
        if (description.Passages == 0)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The index is empty", detail: $"{description.Uri} holds no passages. Fill it: dotnet run --project src/Assistant.Cli -- ingest PATH");
        }

        return TypedResults.Ok(new
        {
            status = "ready",
            version = AssistantVersion.Current,
            description.Properties,
            description.Passages,
            answerer = model.Identity ?? "none: answers are quoted",
            embedder = description.Embedder ?? "none: search is by words",
            modelServers = Models.StatesOf(services.GetService<IChatClient>(), services.GetService<IEmbeddingGenerator<string, Embedding<float>>>()), // without them answers are quoted, and search is by words
        });
    }
}
