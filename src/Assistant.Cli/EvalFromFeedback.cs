using System.CommandLine;
using System.Globalization;
using Assistant.Converse;
using Assistant.Evaluation.Online;
using Assistant.Support.Cases;
using Assistant.Support.Learn;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Cli;

/// <summary><c>assistant eval from-feedback</c>: a dataset folder out of stored answers and what guests said of them, or out of support cases and what people made of suggestions.</summary>
internal static class EvalFromFeedback
{
    internal static Command Create()
    {
        var target = new Option<string>("--out") { Description = "The dataset folder to write.", Required = true };
        var since = new Option<string?>("--since") { Description = "Only answers from this day or instant (ISO 8601, UTC unless it says otherwise) on." };
        var support = new Option<string?>("--support") { Description = "The support desk's file, sqlite:PATH (Support:Cases): makes a dataset of its cases instead." };
        var tenant = Options.Tenant();
        var command = new Command("from-feedback", "Makes a dataset of what guests asked and said of the answers, for eval run --split feedback.") { target, since, support, tenant };
        command.SetAction((result, cancellationToken) => result.GetValue(support) is { } cases
            ? SupportAsync(cases, result.GetValue(target)!, result.GetValue(since), result.GetValue(tenant)!, cancellationToken)
            : RunAsync(result.GetValue(target)!, result.GetValue(since), result.GetValue(tenant)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string target, string? since, string tenant, CancellationToken cancellationToken)
    {
        await using var services = Options.Services(null);
        var conversations = services.GetRequiredService<IConversationStore>();
        var answers = await conversations.AnswersAsync(tenant, since is null ? null : Instant(since), cancellationToken).ToListAsync(cancellationToken);
        var dataset = FeedbackDataset.Of(answers);
        foreach (var line in dataset.Report.Lines()) Console.Out.WriteLine(line);
        if (dataset.Queries.Count + dataset.Unanswerable.Count == 0)
        {
            Console.Error.WriteLine($"No answer{(since is null ? "" : $" since {since}")} can be used, so nothing was written. Answers are kept in {services.GetRequiredService<AssistantOptions>().Conversations}; POST /api/feedback rates them.");
            return CommandLine.Failed;
        }

        await FeedbackFiles.WriteAsync(dataset, target, cancellationToken);
        Console.Error.WriteLine($"Written to {target}: {dataset.Passages.Count} passages. It holds what guests wrote, with most e-mail addresses, phone and card numbers, passports, addresses and booking references masked, and names as they are; keep it as you keep their conversations.");
        return CommandLine.Done;
    }

    private static async Task<int> SupportAsync(string cases, string target, string? since, string tenant, CancellationToken cancellationToken)
    {
        if (!cases.StartsWith("sqlite:", StringComparison.Ordinal) || !File.Exists(cases["sqlite:".Length..])) throw new ArgumentException($"--support '{cases}' is no file of a support desk. Give sqlite:PATH, as the setting Support:Cases has it.");
        var database = new SupportDatabase(cases);
        var outcomes = await OutcomeStore.AllAsync(database, tenant, cancellationToken);
        var report = await SupportFeedback.WriteAsync(await new SqliteCaseStore(database).AllAsync(tenant, cancellationToken), outcomes, since is null ? null : Instant(since), target, cancellationToken);
        foreach (var line in report.Lines()) Console.Out.WriteLine(line);
        if (report.Used == 0)
        {
            Console.Error.WriteLine($"No case{(since is null ? "" : $" since {since}")} can be used, so nothing was written. A case counts once a reply to it was sent through the desk.");
            return CommandLine.Failed;
        }

        Console.Error.WriteLine($"Written to {Path.Combine(target, "cases.jsonl")}: {report.Used} cases, masked as the desk keeps them. What the masking overlooks is in them; keep them as you keep the desk's file.");
        return CommandLine.Done;
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new ArgumentException($"--since '{text}' is no date. Write it as 2026-11-28 or 2026-11-28T06:00:00Z.");
}
