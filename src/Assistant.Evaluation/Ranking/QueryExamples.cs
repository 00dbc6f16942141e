using Assistant.Index;
using Assistant.Ingest;
using Assistant.Rank;
using Assistant.Retrieve;
using Assistant.Text;
using Assistant.Understand;

namespace Assistant.Evaluation.Ranking;

/// <summary>A query's candidates as training sees them, and the data set they are of.</summary>
internal sealed record QueryExamples(string Dataset, JudgedQuery Query, IReadOnlyList<JudgedCandidate> Candidates)
{
    /// <summary>Candidates taken from search: training on more brought nothing but time.</summary>
    internal const int Limit = 40;

    /// <summary>Ingests a set into an empty index and takes each query the way that service takes it: understood, retrieved, described.</summary>
    internal static async Task<IReadOnlyList<QueryExamples>> OfAsync(JudgedSet set, IPassageIndex index, PassageEmbedder? embedder, IReadOnlyList<int> without, CancellationToken cancellationToken)
    {
        await new Ingestor(index, embedder).IngestAsync(set.Format, set.Path, JudgedSet.Tenant, null, cancellationToken);
        var known = (await index.ListPropertiesAsync(JudgedSet.Tenant, Filters.None, cancellationToken)).ToDictionary(property => property.Id);
        var reader = new QuestionReader(index);
        var retriever = new Retriever(index, embedder);
        var examples = new QueryExamples[set.Queries.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, examples.Length), cancellationToken, async (i, token) =>
        {
            var query = set.Queries[i];
            var request = query.Request with { Tenant = JudgedSet.Tenant };
            var question = await reader.ReadAsync(request, request.History ?? [], token);
            if (query.Focus.Count > 0) question = question with { Focus = [.. query.Focus.Select(id => new Focus(id, known[id].Name, known[id].Kind, "judged"))] };
            var candidates = await retriever.RetrieveAsync(question.Standalone, question.SettledWords(), question.Language, question.Scope(), JudgedSet.Tenant, Limit, token);
            examples[i] = new QueryExamples(set.Name, query, [.. Ranker.Describe(question, candidates).Select(described => new JudgedCandidate(
                [.. described.Sentences.Select(sentence => Without(sentence.Features))], query.IsRelevant(described.Candidate.Passage.Id)))]);
        });
        return examples;

        double[] Without(double[] features)
        {
            foreach (var feature in without) features[feature] = 0;
            return features;
        }
    }
}

/// <summary>A candidate: the features of each of its sentences, and whether it answers.</summary>
internal sealed record JudgedCandidate(IReadOnlyList<double[]> Sentences, bool IsRelevant);
