using System.Diagnostics;
using System.Security.Claims;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Assistant.Mcp.Calls;

/// <summary>Stands before every tool: who may call it, whether the arguments fit, what a failure says, and one line in the log.</summary>
internal sealed partial class ToolCalls(McpAccess access, ILogger<ToolCalls> logger)
{
    private const string Unknown = "unknown"; // a caller's word for a tool is no tag

    /// <summary>The tools that a caller may use.</summary>
    internal ListToolsResult Listed(ClaimsPrincipal? caller, ListToolsResult all)
    {
        all.Tools = [.. all.Tools.Where(tool => IsOpen(caller, tool.Name)).OrderBy(tool => McpScopes.Tools.ToList().IndexOf(tool.Name))];
        return all;
    }

    /// <summary>Calls a tool. What a caller can put right, and what fails here, is a result that says so; only a call that is broken off throws.</summary>
    internal async ValueTask<CallToolResult> CallAsync(
        RequestContext<CallToolRequestParams> context, McpRequestHandler<CallToolRequestParams, CallToolResult> next, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var tool = (context.MatchedPrimitive as McpServerTool)?.ProtocolTool;
        var outcome = CallOutcome.Invalid;
        try
        {
            if (tool is null) throw new McpProtocolException($"There is no tool '{context.Params?.Name}'. There are {string.Join(", ", McpScopes.Tools.Where(name => IsOpen(context.User, name)))}.", McpErrorCode.InvalidParams);
            if (!IsOpen(context.User, tool.Name))
            {
                outcome = CallOutcome.Denied;
                return Error($"{tool.Name} is not open to this caller: the scope {McpScopes.Of(tool.Name)} is missing. Ask the operator for a key with it (Assistant:Keys).");
            }

            ToolArguments.Check(tool, context.Params?.Arguments);
            var result = await next(context, cancellationToken);
            outcome = CallOutcome.Done;
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            outcome = CallOutcome.Cancelled;
            throw;
        }
        catch (Exception exception) when (exception is not McpProtocolException)
        {
            outcome = Faults.IsCallers(exception) ? CallOutcome.Invalid : CallOutcome.Failed;
            if (outcome == CallOutcome.Failed) LogFailure(exception, tool!.Name);
            return Error(Faults.Text(exception));
        }
        finally
        {
            var duration = Stopwatch.GetElapsedTime(started);
            CallMetrics.Called(tool?.Name ?? Unknown, outcome, duration);
            LogCall(tool?.Name ?? Unknown, outcome, duration.TotalMilliseconds);
        }
    }

    private bool IsOpen(ClaimsPrincipal? caller, string tool) => access.Opens(caller, McpScopes.Of(tool));

    private static CallToolResult Error(string text) => new() { IsError = true, Content = [new TextContentBlock { Text = text }] };

    [LoggerMessage(8000, LogLevel.Information, "Tool {Tool}: {Outcome}, {DurationMs:0.0} ms")]
    private partial void LogCall(string tool, CallOutcome outcome, double durationMs);

    [LoggerMessage(8001, LogLevel.Error, "The tool {Tool} failed")]
    private partial void LogFailure(Exception exception, string tool);
}
