using System.Globalization;
using System.Text.Json;
using Assistant.Index;
using Assistant.Llama;
using Assistant.Llama.Engine;
using Assistant.Observe;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Assistant.Web;

/// <summary>Errors as RFC 9457 problems: what is wrong and what to do, never a stack trace.</summary>
internal sealed partial class Problems(IProblemDetailsService writer, ILogger<Problems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested) return true;
        var problem = Of(exception);
        if (problem.Status >= StatusCodes.Status500InternalServerError) LogFailure(exception, httpContext.Request.Path);
        if (exception is EngineBusyException busy) httpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(busy.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        httpContext.Response.StatusCode = problem.Status!.Value;
        return await writer.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
    }

    /// <summary>The id by which receipts, logs and spans of this request are found, in place of the span's whole context.</summary>
    internal static void AddTrace(ProblemDetails problem)
    {
        if (Signals.TraceId is { } id) problem.Extensions["traceId"] = id;
    }

    /// <summary>The problem that an exception stands for.</summary>
    internal static ProblemDetails Of(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => Problem(StatusCodes.Status400BadRequest, "The request body is not valid", Words(json)),
        BadHttpRequestException bad => Problem(bad.StatusCode, "The request is not valid", bad.Message),
        ArgumentException argument => Problem(StatusCodes.Status400BadRequest, "The request is not valid", argument.ParamName is { } name ? argument.Message.Replace($" (Parameter '{name}')", "") : argument.Message),
        EngineBusyException busy => Problem(StatusCodes.Status429TooManyRequests, "The assistant is busy", busy.Message),
        ModelServerException { Fault: ModelServerFault.Busy } => Problem(StatusCodes.Status429TooManyRequests, "The assistant is busy", "The model has too much to do. Try again later."),
        ModelServerException => Problem(StatusCodes.Status503ServiceUnavailable, "The assistant is not ready", "A model cannot be used at the moment. Try again later; if it happens again, tell the operator."),
        IndexException or LlamaException => Problem(StatusCodes.Status503ServiceUnavailable, "The assistant is not ready", exception.Message),
        OperationCanceledException or TimeoutException => Problem(StatusCodes.Status504GatewayTimeout, "The model took too long", "It did not answer in time. Try again; if it happens again, tell the operator."),
        _ => Problem(StatusCodes.Status500InternalServerError, "Something went wrong here", "The server's log says what. Try again; if it happens again, tell the operator."),
    };

    private static ProblemDetails Problem(int status, string title, string detail) => new() { Status = status, Title = title, Detail = detail };

    private static string Words(JsonException exception)
    {
        var field = exception.Path is { Length: > 2 } path ? path[2..] : null;
        var line = $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
        return exception.Message.Contains("could not be mapped", StringComparison.Ordinal) ? $"'{field}' is no field of this request."
            : exception.Message.Contains("could not be converted", StringComparison.Ordinal) ? $"'{field}' holds a value that it cannot have ({line})."
            : $"It is no valid JSON ({line}).";
    }

    [LoggerMessage(9000, LogLevel.Error, "The request {Path} failed")]
    private partial void LogFailure(Exception exception, string path);
}
