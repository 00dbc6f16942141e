using System.CommandLine;
using Assistant.Converse;
using Assistant.Evaluation.Training;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Cli;

/// <summary><c>assistant replay ANSWER_ID</c>: asks a stored answer's question again, in its conversation, and says what differs.</summary>
internal static class ReplayCommand
{
    internal static Command Create()
    {
        var id = new Argument<string>("ANSWER_ID") { Description = "The id of a stored answer, as 'ask' and the chat name it." };
        var (index, tenant, json) = (Options.Index(), Options.Tenant(), Options.Json());
        var command = new Command("replay", "Asks a stored answer's question again and says what differs. Ends with 1 where something does.") { id, index, tenant, json };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(id)!, result.GetValue(index), result.GetValue(tenant)!, result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string id, string? index, string tenant, bool json, CancellationToken cancellationToken)
    {
        Receipt before;
        await using (var stored = Options.Services(index))
        {
            before = await stored.GetRequiredService<IConversationStore>().FindReceiptAsync(tenant, id, cancellationToken)
                ?? throw new ArgumentException($"There is no answer '{id}'{(tenant == Tenants.Default ? "" : $" of the tenant {tenant}")}. 'ask' prints the id of each answer.");
        }

        var conversations = new NoConversations(); // what was told stays as it is
        await using var services = Options.Services(index, more: more => more.AddSingleton<IConversationStore>(conversations));
        var request = before.Request with { ConversationId = null, History = before.History };
        await foreach (var _ in services.GetRequiredService<TravelAssistant>().AskAsync(request, cancellationToken)) continue;
        var differences = ReceiptDifferences.Of(before, conversations.Last!);
        if (json) Console.Out.WriteLine(Output.Json(new { answerId = id, isSame = differences.Count == 0, differences }));
        else Print(before, differences);
        return differences.Count == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    private static void Print(Receipt before, IReadOnlyList<ReceiptDifference> differences)
    {
        Console.Out.WriteLine($"{before.Question.Text}  ({before.AskedAt:u})");
        if (differences.Count == 0) Console.Out.WriteLine("The same answer, of the same parts.");
        foreach (var difference in differences) Console.Out.WriteLine($"{difference.What}:\n  was {difference.Before}\n  is  {difference.Now}");
    }
}
