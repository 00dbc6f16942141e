using System.Diagnostics;
using System.Globalization;
using Assistant.Index;
using Assistant.Mcp.Calls;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Assistant.Mcp.Resources;

/// <summary>Stands before the resources: who may read them, what a failure says, and one line in the log. Lists properties page by page.</summary>
internal sealed partial class ResourceReads(McpAccess access, IPassageIndex index, ILogger<ResourceReads> logger)
{
    private const int PageSize = 100;
    private const string Name = "resources"; // what stands for a tool in figures

    /// <summary>A page of the properties by name; the cursor is how many came before.</summary>
    internal async ValueTask<ListResourcesResult> ListAsync(string? cursor, CancellationToken cancellationToken)
    {
        var before = 0;
        if (cursor is not null && (!int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before) || before < 0)) throw new ArgumentException($"'{cursor}' is no cursor. Give the nextCursor of the page before, or none for the first page.");
        var all = await index.ListPropertiesAsync(access.Tenant, Filters.None, cancellationToken);
        return new ListResourcesResult
        {
            Resources = [.. all.Skip(before).Take(PageSize).Select(property => new Resource
            {
                Uri = AssistantResources.Property(property.Id), Name = property.Id, Title = property.Name, MimeType = "application/json",
                Description = $"{property.Kind}{(property.City is null ? "" : $" in {property.City}")}",
            })],
            NextCursor = before + PageSize < all.Count ? (before + PageSize).ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    /// <summary>Runs a request on resources. A caller who may not read any gets <paramref name="closed"/>, or an error where that is null.</summary>
    internal async ValueTask<TResult> WatchAsync<TParams, TResult>(
        RequestContext<TParams> context, McpRequestHandler<TParams, TResult> next, TResult? closed, CancellationToken cancellationToken)
        where TResult : class
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = CallOutcome.Denied;
        try
        {
            if (!access.Opens(context.User, McpScopes.Resources))
            {
                return closed ?? throw new McpProtocolException($"Resources are not open to this caller: the scope {McpScopes.Resources} is missing. Ask the operator for a key with it (Assistant:Keys).", McpErrorCode.InvalidRequest);
            }

            outcome = CallOutcome.Invalid;
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
            if (Faults.IsCallers(exception)) throw new McpProtocolException(Faults.Text(exception), exception, McpErrorCode.InvalidParams);
            outcome = CallOutcome.Failed;
            LogFailure(exception);
            throw new McpProtocolException(Faults.Text(exception), exception, McpErrorCode.InternalError);
        }
        finally
        {
            var duration = Stopwatch.GetElapsedTime(started);
            CallMetrics.Called(Name, outcome, duration);
            LogRead(outcome, duration.TotalMilliseconds);
        }
    }

    [LoggerMessage(8002, LogLevel.Information, "Resources: {Outcome}, {DurationMs:0.0} ms")]
    private partial void LogRead(CallOutcome outcome, double durationMs);

    [LoggerMessage(8003, LogLevel.Error, "Resources could not be read")]
    private partial void LogFailure(Exception exception);
}
