using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Assistant.Compose;
using Assistant.Index;
using Assistant.Rank;
using Assistant.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Evaluation.Training;

/// <summary>
/// A turn that a person answered, as the prompt an answering model gets for it: the passages that the person drew on, and beside them what else
/// ranks highest, up to four in all.
/// </summary>
/// <param name="Id">The query's.</param>
/// <param name="Prompt">As the Composer puts it.</param>
/// <param name="Response">What the person wrote, without marks.</param>
/// <param name="Refs">The numbers, in the prompt, of the passages that the person drew on; none where they found no room in it.</param>
internal sealed record ResponseTurn(string Id, ComposedPrompt Prompt, string Response, IReadOnlyList<int> Refs)
{
    /// <summary>The response with its marks at the end.</summary>
    internal string Marked => $"{Response.ReplaceLineEndings(" ").Replace('[', '(').Replace(']', ')')} {string.Concat(Refs.Take(3).Select(number => $"[{number}]"))}";
}

/// <summary>Reads the turns of a dataset folder that has a <c>responses.jsonl</c>.</summary>
internal static class ResponseTurns
{
    private const string File = "responses.jsonl";
    private const int Passages = 4;
    private const int CandidatesPerQuery = 100;

    internal static bool AreIn(string folder) => System.IO.File.Exists(Path.Combine(folder, File));

    /// <summary>The judged turns of the folder, the properties they are about being given. Left out are those whose passages are not in the index.</summary>
    internal static async IAsyncEnumerable<ResponseTurn> ReadAsync(string folder, IServiceProvider services, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var responses = Responses(folder);
        var (ranker, composer) = (services.GetRequiredService<Ranker>(), services.GetRequiredService<Composer>());
        var set = await JudgedSet.ReadAsync(folder, cancellationToken);
        await foreach (var (query, names, candidates) in set.SearchAsync(services.GetRequiredService<IPassageIndex>(), services.GetService<PassageEmbedder>(), CandidatesPerQuery, cancellationToken))
        {
            if (!responses.TryGetValue(query.Id, out var response)) continue;
            var focus = query.Focus.Zip(names, (id, name) => new Focus(id, name, "", "judged")).ToList();
            var question = new Question(query.Text, query.Text, "en", JudgedSet.Tenant, focus, Filters.None, []);
            var ranked = ranker.Rank(question, candidates);
            var used = ranked.Where(passage => query.IsRelevant(passage.Passage.Id)).Take(Passages).ToList();
            if (used.Count == 0) continue;
            var shown = used.Concat(ranked.Except(used).Where(passage => !query.IsRelevant(passage.Passage.Id)).Take(Math.Max(1, Passages - used.Count)))
                .OrderByDescending(passage => passage.Relevance).ThenBy(passage => passage.Ref).Select((passage, i) => passage with { Ref = i + 1 }).ToList();
            var prompt = composer.Compose(question, new Evidence(shown, true));
            yield return new ResponseTurn(query.Id, prompt, response, [.. prompt.Evidence.Passages.Where(passage => query.IsRelevant(passage.Passage.Id)).Select(passage => passage.Ref)]);
        }
    }

    /// <summary>What people answered, by the id of the query.</summary>
    /// <exception cref="FormatException">A line is broken; the message names file and line.</exception>
    internal static IReadOnlyDictionary<string, string> Responses(string folder) =>
        JsonLines.Read<DatasetResponse>(Path.Combine(folder, File)).ToDictionary(response => response.Id, response => response.Response);

    private sealed record DatasetResponse([property: JsonPropertyName("_id")] string Id, string Response);
}
