namespace Assistant.Converse;

/// <summary>Something that differs between two receipts of one question.</summary>
public sealed record ReceiptDifference(string What, string Before, string Now);

/// <summary>What differs between an answer and the same question asked again: what was said, then what it was made of.</summary>
public static class ReceiptDifferences
{
    /// <summary>The differences; none where both say the same by the same parts. Times and ids always differ and do not count.</summary>
    public static IReadOnlyList<ReceiptDifference> Of(Receipt before, Receipt now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var parts = new (string What, Func<Receipt, string?> Of)[]
        {
            ("verdict", receipt => receipt.Verdict.ToString().ToLowerInvariant()),
            ("answer", receipt => string.Join(' ', receipt.Sentences.Select(sentence => sentence.Text))),
            ("citations", receipt => Lines(receipt.Sentences.SelectMany(sentence => sentence.Citations).Select(citation => $"{citation.PassageId} {citation.Start}..{citation.End}"))),
            ("withheld", receipt => Lines(receipt.Withheld.Select(withheld => $"{withheld.Text} ({withheld.Reason})"))),
            ("question", receipt => receipt.Question.Standalone),
            ("filters", receipt => System.Text.Json.JsonSerializer.Serialize(receipt.Question.Filters, AssistantJson.Options)),
            ("focus", receipt => Lines(receipt.Question.Focus.Select(focus => focus.PropertyId))),
            ("passages", receipt => Lines(receipt.Passages.Select(passage => passage.Passage.PassageId))),
            ("content", receipt => Lines(receipt.Passages.Select(passage => passage.ContentHash))),
            ("prompt", receipt => receipt.Prompt),
            ("notices", receipt => Lines((receipt.Notices ?? []).Select(notice => notice.Code))),
            ("version", receipt => receipt.Identity.Version),
            ("index", receipt => receipt.Identity.Index),
            ("prompt files", receipt => receipt.Identity.PromptDigest),
            ("answerer", receipt => receipt.Identity.Answerer),
            ("embedder", receipt => receipt.Identity.Embedder),
            ("settings", receipt => $"{System.Text.Json.JsonSerializer.Serialize(receipt.Identity.Settings, AssistantJson.Options)} seed {receipt.Identity.Seed}"),
        };
        return [.. parts.Select(part => new ReceiptDifference(part.What, part.Of(before) ?? "none", part.Of(now) ?? "none")).Where(difference => difference.Before != difference.Now)];
    }

    private static string Lines(IEnumerable<string> items) => string.Join("; ", items) is { Length: > 0 } lines ? lines : "none";
}
