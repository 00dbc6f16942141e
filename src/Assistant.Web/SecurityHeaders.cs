namespace Assistant.Web;

/// <summary>Headers that keep the pages to their own scripts and styles.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    internal static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (!context.Request.Path.StartsWithSegments("/docs")) headers.ContentSecurityPolicy = Policy; // the API reference brings inline styles of its own
        return next(context);
    });
}
