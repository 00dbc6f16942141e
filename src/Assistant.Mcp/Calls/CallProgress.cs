using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Assistant.Mcp.Calls;

/// <summary>Tells a caller that asked for it how far a call is, one notification after the other.</summary>
internal sealed class CallProgress(RequestContext<CallToolRequestParams> context)
{
    private int steps;

    /// <summary>One more step is done. Returns when the notification is on its way, so that none overtakes another or the result.</summary>
    internal Task TellAsync(string message, CancellationToken cancellationToken) => context.Params?.ProgressToken is { } token
        ? context.Server.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = ++steps, Message = message }, cancellationToken: cancellationToken)
        : Task.CompletedTask;
}
