using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Evaluation.Training;

/// <summary>
/// A question whose right answer is known: where it stands and what it must hold. A line of <c>questions.jsonl</c>, beside the
/// <c>catalog.jsonl</c> that it is about.
/// </summary>
/// <param name="Id">Unique in the file.</param>
/// <param name="Property">The property it is about.</param>
/// <param name="Focus">Properties the conversation is known to be about.</param>
/// <param name="History">The turns before.</param>
/// <param name="Message">What the guest says.</param>
/// <param name="Sources">Ids of the passages that answer, by the letter that marks them in the answer. None: the content does not answer.</param>
/// <param name="Answer">A good answer, each sentence with marks such as <c>[a]</c>; null where the content does not answer.</param>
/// <param name="Key">What every right answer holds, word for word: the numbers, times and names that were asked for.</param>
/// <param name="Negative">Whether right answers deny; null where they may or may not.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Says">yes, no, partly, mixed or nothing.</param>
public sealed record KeyedQuestion(
    string Id, string Property, IReadOnlyList<string> Focus, IReadOnlyList<DatasetTurn> History, string Message, IReadOnlyDictionary<string, IReadOnlyList<string>> Sources,
    string? Answer, IReadOnlyList<string> Key, bool? Negative, string Topic, string Says)
{
    /// <summary>Reads a file of them.</summary>
    /// <exception cref="FormatException">A line is none; the message names file and line.</exception>
    public static IEnumerable<KeyedQuestion> Read(string file) => JsonLines.Read<KeyedQuestion>(file, Strict);

    /// <summary>The file of them in a folder.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static string FileIn(string folder)
    {
        var file = Path.Combine(folder, "questions.jsonl");
        return File.Exists(file) ? file : throw new ArgumentException($"'{folder}' has no questions.jsonl. Make it with models/training/generate.py.", nameof(folder));
    }

    /// <summary>The request that asks it.</summary>
    public AskRequest Request() => new(Message, Focus: Focus, History: [.. History.Select(turn => new Turn(turn.Speaker == "U" ? Speaker.User : Speaker.Assistant, turn.Text))]);

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Web) { RespectRequiredConstructorParameters = true, NumberHandling = JsonNumberHandling.Strict };
}
