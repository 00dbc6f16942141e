using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Assistant.Index;
using Assistant.Mcp.Calls;
using Assistant.Understand;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Assistant.Mcp.Tools;

/// <summary><c>compare_properties</c>: the same question to several properties.</summary>
internal sealed class CompareProperties(TravelAssistant assistant, QuestionReader reader, IPassageIndex index, McpAccess access, IServiceProvider services)
{
    [McpServerTool(Name = "compare_properties", Title = "Compare properties", ReadOnly = true, Destructive = false, Idempotent = false, OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(ComparisonResult))]
    [Description("Puts two to five properties beside one another on one question or topic (\"which is cheaper\", \"breakfast\", \"how far from the station\"), each sentence cited. Use it when somebody chooses between places. Returns the answer as a whole, and for each property the sentences that are of it; isKnown is false where its content says nothing about the topic.")]
    public async Task<CallToolResult> CallAsync(
        [Description("Ids of two to five properties, each once. Find them with search_properties.")][MinLength(2)][MaxLength(5)] IReadOnlyList<string> propertyIds,
        [Description("What to compare them by: a question or a topic.")][MinLength(1)] string question,
        RequestContext<CallToolRequestParams> context,
        CancellationToken cancellationToken = default)
    {
        if (propertyIds.GroupBy(id => id).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new ArgumentException($"'{twice.Key}' is named twice. Name two to five different properties.");
        var places = new List<Property>();
        foreach (var id in propertyIds) places.Add(await index.RequireAsync(access.Tenant, id, cancellationToken));

        var request = new AskRequest(question, Focus: propertyIds, Tenant: access.Tenant);
        if ((await reader.ReadAsync(request, [], cancellationToken)).Compared is null) request = request with { Message = $"Which of these: {question}" }; // a topic alone asks for no comparison
        var answer = await assistant.AnswerAsync(request, services.GetService<IChatClient>(), new CallProgress(context), cancellationToken);
        var result = new ComparisonResult(answer, [.. places.Select(place => Of(place, answer))]);
        return ToolResult.Of(result, result.ForReader());
    }

    private static ComparedResult Of(Property place, AnswerResult answer)
    {
        var own = answer.Passages.Where(passage => passage.PropertyId == place.Id).Select(passage => passage.PassageId).ToHashSet();
        IReadOnlyList<CitedSentence> said = answer.Verdict == Verdict.Refused ? [] : [.. answer.Sentences.Where(sentence => sentence.Citations.Any(citation => own.Contains(citation.PassageId)))];
        return new ComparedResult(place.Id, place.Name, said.Count > 0, said);
    }
}

/// <summary>A comparison as a tool returns it.</summary>
internal sealed record ComparisonResult(
    [property: Description("The comparison as one answer.")] AnswerResult Answer,
    [property: Description("Each property, in the order in which it was named.")] IReadOnlyList<ComparedResult> Properties)
{
    /// <summary>What is said of several together, then each property on a line of its own.</summary>
    internal string ForReader()
    {
        if (Answer.Verdict == Verdict.Refused) return Answer.ForReader();
        var shared = Properties.SelectMany(place => place.Sentences).GroupBy(sentence => sentence).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet();
        var lines = Answer.Sentences.Where(shared.Contains).Select(sentence => CitedText.Line(sentence.Text, sentence.Citations)).Concat(Properties.Select(place =>
            $"{place.Name}: {(place.IsKnown ? string.Join(' ', place.Sentences.Where(sentence => !shared.Contains(sentence)).Select(sentence => CitedText.Line(sentence.Text, sentence.Citations))) : "nothing is known here about that.")}"));
        return $"{string.Join('\n', lines)}{CitedText.Sources(Answer.Passages, Answer.Sentences.SelectMany(sentence => sentence.Citations))}\n\n{Answer.Receipt}";
    }
}

/// <summary>One property of a comparison.</summary>
internal sealed record ComparedResult(
    string PropertyId, string Name,
    [property: Description("Whether its content says anything about what is compared.")] bool IsKnown,
    [property: Description("The sentences of the answer that cite it.")] IReadOnlyList<CitedSentence> Sentences);
