using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Converse;
using Assistant.Privacy;

namespace Assistant.Evaluation.Online;

/// <summary>Writes a dataset out of feedback as a folder in the BEIR layout, which <c>eval run --split feedback</c> reads.</summary>
public static class FeedbackFiles
{
    /// <summary>The split's name.</summary>
    public const string Split = "feedback";

    private static readonly JsonSerializerOptions Line = new(JsonSerializerOptions.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>
    /// Writes <c>corpus.jsonl</c>, <c>queries.jsonl</c>, <c>qrels/feedback.tsv</c> and, where there are any, <c>queries-without-answer.jsonl</c>, in place of earlier ones.
    /// </summary>
    public static async Task WriteAsync(FeedbackDataset dataset, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var qrels = Directory.CreateDirectory(Path.Combine(folder, "qrels")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(folder, "corpus.jsonl"), dataset.Passages.Select(passage => Passage(passage.Passage)), cancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(folder, "queries.jsonl"), dataset.Queries.Select(Query), cancellationToken);
        await File.WriteAllLinesAsync(
            Path.Combine(qrels, $"{Split}.tsv"),
            ["query-id\tcorpus-id\tscore", .. dataset.Queries.SelectMany(query => query.Relevant.Select(id => $"{query.Receipt.AnswerId}\t{id}\t1"))], cancellationToken);
        var without = Path.Combine(folder, "queries-without-answer.jsonl");
        if (dataset.Unanswerable.Count > 0) await File.WriteAllLinesAsync(without, dataset.Unanswerable.Select(Query), cancellationToken);
        else File.Delete(without);
    }

    // Read back, a question and its answer are a heading and its text.
    private static string Passage(PassageView passage)
    {
        var (domain, entity) = passage.PropertyId.Split("__", 2) is [var left, var right] ? (left, right) : ("entity", passage.PropertyId);
        return JsonSerializer.Serialize(new
        {
            _id = passage.PassageId,
            title = passage.PropertyName,
            text = passage.Heading is null ? passage.Text : $"{passage.Heading} {passage.Text}",
            metadata = new
            {
                domain,
                entity_id = entity,
                entity_name = passage.PropertyName,
                kind = passage.Kind.ToString().ToLowerInvariant(),
                question = passage.Heading,
                answer = passage.Heading is null ? null : passage.Text,
            },
        }, Line);
    }

    private static string Query(FeedbackQuery query)
    {
        var (receipt, request) = (query.Receipt, query.Receipt.Request);
        var masker = new Masker(MaskedReceipt.KnownNames(receipt)); // the same value stays the same within a question and its conversation
        return JsonSerializer.Serialize(new
        {
            _id = receipt.AnswerId,
            text = masker.MaskAgain(request.Message),
            metadata = new
            {
                history = receipt.History.Select(turn => new DatasetTurn(turn.Speaker == Speaker.User ? "U" : "S", masker.MaskAgain(turn.Text))),
                focus = request.Focus is { Count: > 0 } ? request.Focus : null,
                askedAt = receipt.AskedAt,
                verdict = receipt.Verdict.ToString().ToLowerInvariant(),
            },
        }, Line);
    }
}
