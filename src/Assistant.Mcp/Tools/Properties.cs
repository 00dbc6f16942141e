using Assistant.Index;

namespace Assistant.Mcp.Tools;

/// <summary>Properties that callers name.</summary>
internal static class Properties
{
    /// <summary>A property that there must be.</summary>
    /// <exception cref="ArgumentException">The index does not know it; the message says how to find ids.</exception>
    internal static async Task<Property> RequireAsync(this IPassageIndex index, string tenant, string id, CancellationToken cancellationToken) =>
        await index.FindPropertyAsync(tenant, id, cancellationToken)
            ?? throw new ArgumentException($"The index knows no property '{id}'. Find its id with search_properties, for example by its name or city.");
}
