using System.CommandLine;
using Assistant.Evaluation.Labelling;
using Assistant.Evaluation.Labelling.Drafts;

namespace Assistant.Cli.Labelling;

/// <summary><c>assistant eval draft</c>: keyed questions drawn from content, for people to review.</summary>
internal static class DraftCommand
{
    internal static Command Create()
    {
        var catalog = new Argument<string>("CATALOG") { Description = "The places, for example eval/catalog." };
        var target = new Option<string>("--out") { Description = "The file of drafts; it must not exist yet.", Required = true };
        var perPlace = new Option<int>("--per-place") { Description = "Drafts for each place at most.", DefaultValueFactory = _ => 8 };
        perPlace.Validators.Add(result =>
        {
            if (result.GetValue(perPlace) < 1) result.AddError("--per-place must be 1 or more.");
        });
        var seed = new Option<int>("--seed") { Description = "Another seed draws other drafts; the same one the same.", DefaultValueFactory = _ => 1 };
        var draft = new Command("draft", "Drafts keyed questions from the content of places, for people to review with eval label.") { catalog, target, perPlace, seed };
        draft.SetAction((result, cancellationToken) => RunAsync(result.GetValue(catalog)!, result.GetValue(target)!, result.GetValue(perPlace), result.GetValue(seed), cancellationToken));
        return draft;
    }

    private static async Task<int> RunAsync(string catalog, string target, int perPlace, int seed, CancellationToken cancellationToken)
    {
        if (File.Exists(target)) throw new ArgumentException($"'{target}' exists, and people may have worked on it. Name another file, or remove it.");
        var drafts = await LabelCommand.WithContentAsync(catalog, index => DraftSet.ReadAsync(index, perPlace, seed, cancellationToken), cancellationToken);
        if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } folder) Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(target, drafts.Select(QuestionLine.Write), cancellationToken);
        foreach (var topic in drafts.GroupBy(question => question.Topic).OrderByDescending(topic => topic.Count()).ThenBy(topic => topic.Key, StringComparer.Ordinal))
        {
            Console.Out.WriteLine($"{topic.Key,-22} {topic.Count()}");
        }

        Console.Error.WriteLine($"{drafts.Count} drafts of {drafts.Select(question => question.Property).Distinct().Count()} places written to {target}. Review them: {CommandLine.Program} eval label {target} --content {catalog}");
        return CommandLine.Done;
    }
}
