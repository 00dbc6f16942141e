using System.Text.Json;
using Assistant.Support.Cases;

namespace Assistant.Support.Triage;

/// <summary>A labelled case, as in <c>eval/datasets/support</c>.</summary>
public sealed record TriageCase(
    string Id, Party From, IReadOnlyList<CaseMessage> Messages, IReadOnlyList<string> Intents, IReadOnlyList<RestrictedTopic> Restricted, Urgency Urgency, Tone Tone, string? Macro = null)
{
    private static readonly JsonSerializerOptions Options = new(AssistantJson.Stored);

    /// <summary>The case without its labels.</summary>
    public SupportCase Case => new(Id, From, null, Messages);

    /// <summary>Reads a file, a JSON line each; fields it does not know are skipped.</summary>
    /// <exception cref="FormatException">A line is broken; the message names file and line.</exception>
    public static IReadOnlyList<TriageCase> Read(string path) => [.. ReadAs<TriageCase>(path)];

    internal static IEnumerable<T> ReadAs<T>(string path)
    {
        foreach (var (number, line) in File.ReadLines(path).Index())
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            T item;
            try
            {
                item = JsonSerializer.Deserialize<T>(line, Options)!;
            }
            catch (JsonException exception)
            {
                throw new FormatException($"{path}:{number + 1}: {exception.Message}", exception);
            }

            yield return item;
        }
    }
}
