using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Assistant.Cli.Labelling;

/// <summary>
/// Keeps other web pages out. A page elsewhere can make a browser send requests to this machine: under a name of its own that points here
/// (DNS rebinding), which the Host header betrays, or across origins, which Origin and Sec-Fetch-Site do.
/// </summary>
internal static class LocalOnly
{
    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];

    internal static void UseLocalOnly(this WebApplication app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        if (!IsOwn(request))
        {
            await Results.Problem("Open the page by the address that the command printed, http://localhost and its port.", statusCode: StatusCodes.Status403Forbidden, title: "Not from this page").ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    /// <summary>Whether a request came to this machine's own name and, where a page sent it, from this page.</summary>
    internal static bool IsOwn(HttpRequest request) =>
        Names.Contains(request.Host.Host) && request.Host.Port == request.HttpContext.Connection.LocalPort
        && (request.Headers.Origin.Count == 0 || request.Headers.Origin == $"http://{request.Host.Value}")
        && (request.Headers["Sec-Fetch-Site"] is not [{ } site] || site is "same-origin" or "none" || (HttpMethods.IsGet(request.Method) && request.Path == "/"));
}
