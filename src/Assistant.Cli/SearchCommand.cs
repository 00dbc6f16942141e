using System.CommandLine;
using System.Globalization;
using Assistant.Rank;
using Assistant.Retrieve;
using Assistant.Understand;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Cli;

/// <summary><c>assistant search "QUERY"</c>: ranked passages with every score, by the stages that an answer uses.</summary>
internal static class SearchCommand
{
    private const int LongestText = 160;

    internal static Command Create()
    {
        var query = new Argument<string>("QUERY") { Description = "What to search for." };
        var count = new Option<int>("-k") { Description = "Results at most.", DefaultValueFactory = _ => 10 };
        count.Validators.Add(result =>
        {
            if (result.GetValue(count) is < 1 or > 1000) result.AddError("-k must be between 1 and 1000.");
        });
        var (focus, filter, index, tenant, json) = (Options.Focus(), Options.Filter(), Options.Index(), Options.Tenant(), Options.Json());
        var command = new Command("search", "Lists the passages nearest to a query, with their scores.") { query, count, focus, filter, index, tenant, json };
        command.SetAction((result, cancellationToken) => RunAsync(
            Options.Request(result.GetValue(query)!, result.GetValue(focus)!, result.GetValue(filter)!, result.GetValue(tenant)!),
            result.GetValue(count), result.GetValue(index), result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(AskRequest request, int count, string? index, bool json, CancellationToken cancellationToken)
    {
        await using var services = Options.Services(index);
        await Options.RequireContentAsync(services, request, cancellationToken);
        var question = await services.GetRequiredService<QuestionReader>().ReadAsync(request, [], cancellationToken);
        var filters = question.Focus.Count == 0 ? question.Filters : question.Filters with { Properties = [.. question.Focus.Select(focus => focus.PropertyId)] };
        var candidates = await services.GetRequiredService<Retriever>().RetrieveAsync(
            question.Standalone, question.SettledWords(), question.Language, filters, question.Tenant, Math.Max(count, 100), cancellationToken);
        var ranked = services.GetRequiredService<Ranker>().Rank(question, candidates).Take(count).ToList();

        if (json) Console.Out.WriteLine(Output.Json(new { query = request.Message, filters, mentions = question.Mentions, results = ranked.Select(Result) }));
        else ranked.ForEach(Print);
        if (ranked.Count == 0) Console.Error.WriteLine("Nothing found.");
        return CommandLine.Done;
    }

    private static object Result(RankedPassage ranked) => new
    {
        rank = ranked.Ref,
        passageId = ranked.Passage.Id,
        ranked.Passage.PropertyId,
        ranked.Passage.PropertyName,
        ranked.Passage.Kind,
        ranked.Passage.Tier,
        ranked.Passage.Heading,
        ranked.Passage.Text,
        ranked.Relevance,
        ranked.Candidate.Score,
        ranked.Candidate.SparseScore,
        ranked.Candidate.DenseScore,
    };

    private static void Print(RankedPassage ranked)
    {
        var (passage, scores) = (ranked.Passage, ranked.Candidate);
        var text = $"{(passage.Heading is null ? "" : $"{passage.Heading} ")}{passage.Text}";
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{ranked.Ref,3}  {ranked.Relevance:0.00}  bm25 {scores.SparseScore ?? 0,5:0.0}{(scores.DenseScore is { } cosine ? $"  cos {cosine:0.00}" : "")}  {passage.PropertyName}: {(text.Length > LongestText ? $"{text[..LongestText]}…" : text)}  ({passage.Id})"));
    }
}
