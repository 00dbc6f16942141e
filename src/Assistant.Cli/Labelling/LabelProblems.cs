using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Assistant.Cli.Labelling;

/// <summary>Errors as RFC 9457 problems, so that the page can say what went wrong.</summary>
internal static class LabelProblems
{
    internal static void UseProblems(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is ArgumentException or BadHttpRequestException or FormatException or IOException or UnauthorizedAccessException && !context.Response.HasStarted)
        {
            var status = exception is ArgumentException or BadHttpRequestException ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError;
            await Results.Problem(Words(exception), statusCode: status, title: "That did not work").ExecuteAsync(context);
        }
    });

    private static string Words(Exception exception) =>
        exception is ArgumentException { ParamName: { } name } ? exception.Message.Replace($" (Parameter '{name}')", "") : (exception.InnerException ?? exception).Message;
}
