using Assistant.Mcp.Calls;
using Assistant.Mcp.Resources;
using Assistant.Mcp.Tools;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;

namespace Assistant.Mcp;

/// <summary>Registers the Model Context Protocol server.</summary>
public static class McpServices
{
    /// <summary>
    /// Registers the server's tools and resources beside the assistant and the support desk, which the host registers. The host adds a transport.
    /// </summary>
    public static IMcpServerBuilder AddAssistantMcp(this IServiceCollection services, McpAccess access)
    {
        ArgumentNullException.ThrowIfNull(access);
        services.AddSingleton(access);
        services.AddSingleton<ToolCalls>();
        services.AddSingleton<ResourceReads>();
        return services.AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation { Name = "assistant", Title = "Assistant: places to stay, with sources", Version = AssistantVersion.Current };
                options.ServerInstructions = Instructions();
            })
            .WithTools<SearchProperties>(McpJson.Options)
            .WithTools<AskProperty>(McpJson.Options)
            .WithTools<CompareProperties>(McpJson.Options)
            .WithTools<DraftReply>(McpJson.Options)
            .WithTools<FindSimilarCases>(McpJson.Options)
            .WithTools<ReportGap>(McpJson.Options)
            .WithResources<AssistantResources>()
            .WithListResourcesHandler((context, cancellationToken) => context.Services!.GetRequiredService<ResourceReads>().ListAsync(context.Params?.Cursor, cancellationToken))
            .WithRequestFilters(filters => filters
                .AddListToolsFilter(next => async (context, cancellationToken) => context.Services!.GetRequiredService<ToolCalls>().Listed(context.User, await next(context, cancellationToken)))
                .AddCallToolFilter(next => (context, cancellationToken) => context.Services!.GetRequiredService<ToolCalls>().CallAsync(context, next, cancellationToken))
                .AddListResourcesFilter(next => (context, cancellationToken) => context.Services!.GetRequiredService<ResourceReads>().WatchAsync(context, next, new ListResourcesResult(), cancellationToken))
                .AddListResourceTemplatesFilter(next => (context, cancellationToken) => context.Services!.GetRequiredService<ResourceReads>().WatchAsync(context, next, new ListResourceTemplatesResult(), cancellationToken))
                .AddReadResourceFilter(next => (context, cancellationToken) => context.Services!.GetRequiredService<ResourceReads>().WatchAsync(context, next, null, cancellationToken)));
    }

    private static string Instructions()
    {
        using var stream = typeof(McpServices).Assembly.GetManifestResourceStream("instructions.txt") ?? throw new InvalidOperationException("instructions.txt is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
