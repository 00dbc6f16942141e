using System.CommandLine;
using Assistant.Converse;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Cli;

/// <summary><c>assistant ask "QUESTION"</c>: one answer, sentence by sentence; <c>--json</c> prints the receipt.</summary>
internal static class AskCommand
{
    internal static Command Create()
    {
        var question = new Argument<string>("QUESTION") { Description = "What a guest would ask." };
        var (focus, filter, index, tenant, json) = (Options.Focus(), Options.Filter(), Options.Index(), Options.Tenant(), Options.Json());
        var command = new Command("ask", "Answers one question, with its sources.") { question, focus, filter, index, tenant, json };
        command.SetAction((result, cancellationToken) => RunAsync(
            Options.Request(result.GetValue(question)!, result.GetValue(focus)!, result.GetValue(filter)!, result.GetValue(tenant)!),
            result.GetValue(index), result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(AskRequest request, string? index, bool json, CancellationToken cancellationToken)
    {
        await using var services = Options.Services(index);
        await Options.RequireContentAsync(services, request, cancellationToken);
        IReadOnlyList<PassageView> passages = [];
        var cited = new SortedSet<int>();
        await foreach (var answerEvent in services.GetRequiredService<TravelAssistant>().AskAsync(request, cancellationToken))
        {
            switch (answerEvent)
            {
                case PassagesEvent found:
                    passages = found.Passages;
                    if (!json && found.Mentions.Count > 0) Console.Error.WriteLine($"Understood: {string.Join(", ", found.Mentions.Select(mention => $"{mention.Key} {mention.Value} (\"{mention.Words}\")"))}");
                    break;
                case SentenceEvent sentence when !json:
                    var refs = sentence.Citations.Select(citation => citation.Ref).Distinct().ToList();
                    cited.UnionWith(refs);
                    Console.Out.WriteLine($"{sentence.Text}{string.Concat(refs.Select(number => $" [{number}]"))}");
                    break;
                case DoneEvent done when json:
                    Console.Out.WriteLine(Output.Json(await services.GetRequiredService<IConversationStore>().FindReceiptAsync(request.Tenant, done.AnswerId, cancellationToken)));
                    break;
                case DoneEvent done:
                    foreach (var notice in done.Notices ?? []) Console.Error.WriteLine(notice.Text);
                    PrintSources(passages.Where(passage => cited.Contains(passage.Ref)));
                    Console.Error.WriteLine($"{done.Verdict.ToString().ToLowerInvariant()} in {done.Timings["total"]:0} ms, receipt {done.AnswerId}");
                    break;
            }
        }

        return CommandLine.Done;
    }

    private static void PrintSources(IEnumerable<PassageView> passages)
    {
        Console.Out.WriteLine();
        foreach (var passage in passages)
        {
            var source = passage.Tier switch { Tier.Structured => "fact", Tier.Owner => "owner", _ => "guest review" };
            Console.Out.WriteLine($"[{passage.Ref}] {passage.PropertyName}, {source}{(passage.Heading is null ? "" : $": {passage.Heading}")}  ({passage.PassageId})");
        }
    }
}
