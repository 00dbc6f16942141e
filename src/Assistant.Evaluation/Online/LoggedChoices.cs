using System.Text.Json;

namespace Assistant.Evaluation.Online;

/// <summary>Reads logged choices, one a line: <c>{"reward","propensity","target","predicted"?,"predictedTarget"?}</c>.</summary>
public static class LoggedChoices
{
    private static readonly JsonSerializerOptions Strict = new(AssistantJson.Options) { RespectRequiredConstructorParameters = true };

    /// <summary>The choices, in file order.</summary>
    /// <exception cref="FormatException">A line is broken or out of range, or there is none; the message names file and line.</exception>
    /// <exception cref="IOException">The file is missing.</exception>
    public static IReadOnlyList<LoggedChoice> Read(string file)
    {
        var choices = new List<LoggedChoice>();
        foreach (var choice in JsonLines.Read<LoggedChoice>(file, Strict))
        {
            choices.Add(choice);
            if (choice.Problem() is { } problem) throw new FormatException($"{file}:{choices.Count}: {problem}.");
        }

        return choices.Count > 0 ? choices : throw new FormatException($"{file} holds no choices.");
    }
}
