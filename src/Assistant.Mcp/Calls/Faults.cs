using System.Text.Json;
using Assistant.Index;
using Assistant.Llama;
using Assistant.Llama.Engine;

namespace Assistant.Mcp.Calls;

/// <summary>What a caller is told of an exception: what is wrong and what to do, never a stack trace.</summary>
internal static class Faults
{
    /// <summary>The message for a caller.</summary>
    internal static string Text(Exception exception) => exception switch
    {
        ArgumentException argument => argument.ParamName is { } name ? argument.Message.Replace($" (Parameter '{name}')", "") : argument.Message,
        JsonException json => $"A value in the arguments has a form that it cannot have{(json.Path is { Length: > 2 } path ? $" (at {path[2..]})" : "")}. The tool's input schema says which form it has.",
        EngineBusyException busy => busy.Message,
        ModelServerException { Fault: ModelServerFault.Busy } => "The model has too much to do. Try again in a minute.",
        ModelServerException => "A model cannot be used at the moment. Try again later; if it happens again, tell the operator.",
        IndexException or LlamaException => exception.Message,
        OperationCanceledException or TimeoutException => "The model did not answer in time. Try again; if it happens again, tell the operator.",
        _ => "Something went wrong here; the server's log says what. Try again; if it happens again, tell the operator.",
    };

    /// <summary>Whether the caller can put it right.</summary>
    internal static bool IsCallers(Exception exception) => exception is ArgumentException or JsonException;
}
