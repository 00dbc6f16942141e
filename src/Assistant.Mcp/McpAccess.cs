using System.Security.Claims;

namespace Assistant.Mcp;

/// <summary>Whose content the server shows, and who may use what of it.</summary>
/// <param name="Tenant">Whose content.</param>
/// <param name="Opens">Whether a caller has a scope (<see cref="McpScopes"/>); the caller is null where the transport knows none.</param>
public sealed record McpAccess(string Tenant, Func<ClaimsPrincipal?, string, bool> Opens);
