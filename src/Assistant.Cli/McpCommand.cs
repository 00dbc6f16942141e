using System.CommandLine;
using Assistant.Mcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace Assistant.Cli;

/// <summary><c>assistant mcp</c>: the Model Context Protocol server on stdin and stdout, for the program that started it. Logs go to stderr.</summary>
internal static class McpCommand
{
    internal static Command Create()
    {
        var tools = new Option<string[]>("--tools")
        {
            Description = $"Only these, of {string.Join(", ", McpScopes.Tools)}, and receipts for the resources. Default: everything.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var (index, tenant) = (Options.Index(), Options.Tenant());
        var command = new Command("mcp", "Serves AI agents over stdin and stdout by the Model Context Protocol.") { tools, index, tenant };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(tools)!, result.GetValue(index), result.GetValue(tenant)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] tools, string? index, string tenant, CancellationToken cancellationToken)
    {
        var scopes = Scopes(tools);
        await using var services = Options.Services(index, more: more =>
        {
            var configuration = Options.Configuration([]);
            more.AddLogging(logging => logging
                .AddFilter("Microsoft", LogLevel.Warning).AddFilter("ModelContextProtocol", LogLevel.Warning) // else they tell of every message
                .AddFilter("Microsoft.SemanticKernel", LogLevel.None).AddFilter("generate", LogLevel.None).AddFilter("answer", LogLevel.None) // as in the web host: a fault's message may repeat a guest's words
                .AddConfiguration(configuration.GetSection("Logging")).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
            more.AddAssistantMcp(new McpAccess(tenant, (_, scope) => scopes.Contains(scope)));
        });
        await Options.RequireContentAsync(services, new AskRequest("", Tenant: tenant), cancellationToken);
        _ = services.GetRequiredService<TravelAssistant>(); // loads the models, or says why it cannot

        var (options, logs) = (services.GetRequiredService<IOptions<McpServerOptions>>().Value, services.GetRequiredService<ILoggerFactory>());
        await using var transport = new StdioServerTransport(options, logs);
        await using var server = McpServer.Create(transport, options, logs, services);
        await server.RunAsync(cancellationToken);
        return CommandLine.Done;
    }

    private static IReadOnlySet<string> Scopes(string[] tools)
    {
        var chosen = tools.SelectMany(tool => tool.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(McpScopes.Of).ToHashSet();
        if (chosen.Count == 0) return McpScopes.All.ToHashSet();
        return chosen.Except(McpScopes.All).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"--tools holds '{unknown[(McpScopes.Everything.Length + 1)..]}'. There are {string.Join(", ", McpScopes.Tools)}, and receipts.")
            : chosen;
    }
}
