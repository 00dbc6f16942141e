using System.Security.Claims;
using Assistant.Mcp;
using Microsoft.AspNetCore.Mvc;

namespace Assistant.Web.Api;

/// <summary><c>/mcp</c>: the Model Context Protocol server over streamable HTTP. A request stands for itself: there are no sessions.</summary>
internal static class McpApi
{
    private const int LargestBody = 256 * 1024;

    internal static void AddMcpServerHost(this IServiceCollection services) => services.AddAssistantMcp(new McpAccess(Tenants.Default, Opens)).WithHttpTransport(options => options.Stateless = true);

    internal static void MapMcpServer(this WebApplication app) => app.MapMcp("/mcp").RequireMcpScopeOrHome()
        .WithMetadata(new RequestSizeLimitAttribute(LargestBody), new ExcludeFromDescriptionAttribute()); // its own tools/list describes it

    private static bool Opens(ClaimsPrincipal? caller, string scope) => caller?.HasClaim(claim => claim.Type == Access.ScopeClaim && (claim.Value == scope || claim.Value == McpScopes.Everything)) is true;
}
