using System.CommandLine;
using System.CommandLine.Invocation;
using System.ComponentModel.DataAnnotations;
using Assistant.Index;
using Assistant.Llama;
using Microsoft.Extensions.Options;

namespace Assistant.Cli;

/// <summary>Runs a verb and turns what goes wrong into a message on stderr and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>How this program is started from the repository: hints are typed as they stand.</summary>
    internal const string Program = "dotnet run --project src/Assistant.Cli --";

    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int WrongUse = 2;
    internal const int EnvironmentFault = 3;
    internal const int Interrupted = 130; // as shells count a SIGINT

    internal static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var result = root.Parse(args);
        if (result.Errors.Count > 0 && result.Action is ParseErrorAction)
        {
            foreach (var error in result.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync($"Try: {Program}{(result.CommandResult.Command == root ? "" : $" {result.CommandResult.Command.Name}")} --help");
            return WrongUse;
        }

        try
        {
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted. What was finished stays; run the same command again to go on.");
            return Interrupted;
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync(Message(exception));
            return WrongUse;
        }
        catch (Exception exception) when (exception is IndexException or LlamaException or ModelServerException or OptionsValidationException or ValidationException or InvalidOperationException or IOException or UnauthorizedAccessException or FormatException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return EnvironmentFault;
        }
    }

    // Without the framework's "(Parameter 'x')", which means nothing to a user.
    private static string Message(ArgumentException exception) =>
        exception.ParamName is { } name ? exception.Message.Replace($" (Parameter '{name}')", "") : exception.Message;
}
