using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assistant.Web;

/// <summary>Lets a request through whose key opens a scope (<see cref="AssistantOptions.Keys"/>).</summary>
internal static class Access
{
    /// <summary>The claim that carries a scope of the caller's key.</summary>
    internal const string ScopeClaim = "scope";

    private const string Scheme = "Bearer ";
    private const string OwnerItem = "owner";
    private static readonly HashSet<string> Passed = new(StringComparer.OrdinalIgnoreCase) { "Forwarded", "Via", "X-Real-IP" };
    private static readonly string[] Home = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Requires a key with this scope: 401 without a known key, 403 where it does not open this.</summary>
    internal static T RequireScope<T>(this T routes, string scope)
        where T : IEndpointConventionBuilder => routes.Guarded(http => Refusal(http, scope));

    /// <summary>
    /// The same, and without a key while none has this scope: then for this machine alone, so that a first start can be tried. A request that a proxy passed
    /// on, or that another site's page sent, is not from this machine.
    /// </summary>
    internal static T RequireScopeOrHome<T>(this T routes, string scope)
        where T : IEndpointConventionBuilder => routes.Guarded(http => IsAtHome(http, scope) ? null : Refusal(http, scope));

    /// <summary>The same, and with an owner's key: <see cref="OwnerOf"/> then is its property, which the endpoint keeps to.</summary>
    internal static T RequireScopeHomeOrOwner<T>(this T routes, string scope)
        where T : IEndpointConventionBuilder => routes.Guarded(http =>
        {
            if (http.RequestServices.GetRequiredService<Support.OwnerLinks>().PropertyOf(Given(http)) is not { } property) return IsAtHome(http, scope) ? null : Refusal(http, scope);
            http.Items[OwnerItem] = property;
            return null;
        });

    /// <summary>The only property that the caller's key opens; null where it opens all.</summary>
    internal static string? OwnerOf(HttpContext http) => http.Items[OwnerItem] as string;

    /// <summary>
    /// The same with a key that has any scope of the Model Context Protocol server, which then learns from the caller's claims what the key opens; from this machine
    /// alone, while no key has one, everything.
    /// </summary>
    internal static T RequireMcpScopeOrHome<T>(this T routes)
        where T : IEndpointConventionBuilder => routes.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var isHome = IsAtHome(http, McpScopes.All);
            if (!isHome && Refusal(http, McpScopes.All) is { } refusal) return refusal;
            http.User = new ClaimsPrincipal(new ClaimsIdentity((isHome ? [McpScopes.Everything] : KeyOf(http)!.Scopes).Select(scope => new Claim(ScopeClaim, scope)), "key"));
            return await next(context);
        });

    private static T Guarded<T>(this T routes, Func<HttpContext, ProblemHttpResult?> refusalOf)
        where T : IEndpointConventionBuilder =>
        routes.AddEndpointFilter(async (context, next) => refusalOf(context.HttpContext) is { } refusal ? refusal : await next(context))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status401Unauthorized), new ProducesResponseTypeMetadata(StatusCodes.Status403Forbidden));

    private static bool IsAtHome(HttpContext http, params IReadOnlyList<string> scopes)
    {
        var request = http.Request;
        var options = http.RequestServices.GetRequiredService<AssistantOptions>();
        return options.OpenAtHome && !options.Keys.Any(key => key.Scopes.Intersect(scopes).Any())
            && (http.Connection.RemoteIpAddress is not { } address || System.Net.IPAddress.IsLoopback(address)) // in-process requests have none
            && Home.Contains(request.Host.Host)
            && !request.Headers.Keys.Any(name => Passed.Contains(name) || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase))
            && (request.Headers.Origin.Count == 0 || request.Headers.Origin == $"{request.Scheme}://{request.Host.Value}")
            && request.Headers["Sec-Fetch-Site"] is [] or ["same-origin" or "none"];
    }

    private static string Given(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
    }

    private static AccessKey? KeyOf(HttpContext http)
    {
        var given = Given(http);
        return http.RequestServices.GetRequiredService<AssistantOptions>().Keys.FirstOrDefault(known => IsSame(known.Key, given));
    }

    private static ProblemHttpResult? Refusal(HttpContext http, params IReadOnlyList<string> scopes)
    {
        var keys = http.RequestServices.GetRequiredService<AssistantOptions>().Keys;
        if (KeyOf(http) is not { } key)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return TypedResults.Problem(
                statusCode: StatusCodes.Status401Unauthorized, title: "A key is needed",
                detail: keys.Count == 0
                    ? $"This is for operators, and no key is set up. Set Assistant__Keys__0__Name, Assistant__Keys__0__Key and Assistant__Keys__0__Scopes__0={scopes[0]}, and send Authorization: Bearer KEY."
                    : "This is for operators. Send Authorization: Bearer KEY with a key that is set up under Assistant:Keys.");
        }

        return key.Scopes.Intersect(scopes).Any() ? null
            : TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden, title: "The key does not open this", detail: $"The key of {key.Name} has not the scope {string.Join(" or ", scopes)} (Assistant:Keys).");
    }

    // In a time that says nothing about how much of it is right.
    private static bool IsSame(string known, string given) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(known)), SHA256.HashData(Encoding.UTF8.GetBytes(given)));
}
