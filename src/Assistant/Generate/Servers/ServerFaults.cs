using System.ClientModel;
using System.Globalization;
using System.Text.Json;

namespace Assistant.Generate.Servers;

/// <summary>What comes out of a model server that fails, as one typed error that says what to do.</summary>
internal static class ServerFaults
{
    private const int LongestReason = 300;

    /// <summary>What an exception of the client means; null where it is none of a server.</summary>
    internal static ModelServerException? Of(ModelServer server, Exception exception) => exception switch
    {
        ModelServerException known => known,
        ClientResultException { Status: 429 } => new(ModelServerFault.Busy, $"{server.Address} has too much to do. Give it more slots or a second server, or try again later.", exception),
        ClientResultException { Status: 0 or 408 or >= 500 } away => new(ModelServerFault.Away, $"{server.Address} cannot be used{Reason(away)}. Check that the model server runs and has loaded its model.", exception),
        ClientResultException { Status: 401 or 403 } => new(ModelServerFault.Refused, $"{server.Address} does not accept the key. Set Assistant:Models:ApiKey to one that may use it.", exception),
        ClientResultException refused => new(ModelServerFault.Refused, $"{server.Address} refused a request ({refused.Status.ToString(CultureInfo.InvariantCulture)}){Reason(refused)}. Check the model's name and its context size.", exception),
        JsonException or FormatException or ArgumentOutOfRangeException or InvalidOperationException or KeyNotFoundException =>
            new(ModelServerFault.BrokeOff, $"{server.Address} sent an answer that cannot be read. Check that it is an OpenAI-compatible base address, such as http://HOST:PORT/v1.", exception),
        HttpRequestException or IOException => new(ModelServerFault.Away, $"{server.Address} cannot be reached, or broke the connection. Check that the model server runs.", exception),
        _ => null,
    };

    /// <summary>Whether the same request may go well on another try.</summary>
    internal static bool IsPassing(this ModelServerFault fault) => fault is ModelServerFault.Away or ModelServerFault.Busy or ModelServerFault.BrokeOff;

    internal static ModelServerException Unreachable(ModelServer server, Exception reason) =>
        new(ModelServerFault.Away, $"{server.Address} does not take a connection. Check that the model server runs, and that the network lets it through.", reason);

    internal static ModelServerException Slow(ModelServer server, TimeSpan limit) =>
        new(ModelServerFault.Slow, $"{server.Address} did not answer within {limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s. Check its load.");

    internal static ModelServerException BrokeOff(ModelServer server) =>
        new(ModelServerFault.BrokeOff, $"{server.Address} ended its answer in the middle. If it was not restarted, its log says why.");

    private static string Reason(Exception exception)
    {
        var reason = (exception.InnerException ?? exception).Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return reason.Length == 0 ? "" : $": {(reason.Length <= LongestReason ? reason : $"{reason[..LongestReason]}...")}";
    }
}
