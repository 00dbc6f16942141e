using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Verify;

namespace Assistant.Cli;

/// <summary><c>assistant verify FILE.jsonl</c>: how far given answers are borne by given passages, a JSON line each.</summary>
internal static class VerifyCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    internal static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Lines {\"_id\",\"answer\",\"passages\":[{\"id\",\"text\"}]}." };
        var command = new Command("verify", "Scores given answers against given passages: {\"_id\",\"support\",\"sentences\":[{\"text\",\"support\",\"citations\"}]} a line.") { file };
        command.SetAction(result => Run(result.GetValue(file)!));
        return command;
    }

    private static int Run(string file)
    {
        if (!File.Exists(file)) throw new ArgumentException($"There is no file {file}.");
        var isWhole = true;
        foreach (var (i, line) in File.ReadLines(file).Index())
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            GivenAnswer? given = null;
            try
            {
                given = JsonSerializer.Deserialize<GivenAnswer>(line, Json);
            }
            catch (JsonException exception)
            {
                Console.Error.WriteLine($"{file}:{i + 1}: {exception.Message}");
            }

            isWhole &= given is not null;
            if (given is null) continue;
            var answer = AnswerVerifier.Verify(given.Answer, given.Passages);
            Console.Out.WriteLine(JsonSerializer.Serialize(new { _id = given.Id, support = answer.Support, sentences = answer.Sentences }, Json));
        }

        return isWhole ? CommandLine.Done : CommandLine.Failed;
    }

    private sealed record GivenAnswer([property: JsonPropertyName("_id")] string Id, string Answer, IReadOnlyList<GivenPassage> Passages);
}
