namespace Assistant.Converse;

/// <summary>How an answer enters its conversation.</summary>
public static class Conversation
{
    /// <summary>The question and the answer as turns, with what they were about, so that "it" is known next time.</summary>
    public static IReadOnlyList<Turn> Turns(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return
        [
            new Turn(Speaker.User, receipt.Question.Text) { Subject = receipt.Question.Subject, Focus = receipt.Question.Focus },
            new Turn(Speaker.Assistant, string.Join(' ', receipt.Sentences.Select(sentence => sentence.Text))) { Focus = receipt.Question.Focus, Listed = Listed(receipt) },
        ];
    }

    private static List<Focus> Listed(Receipt receipt) => receipt is { Verdict: not Verdict.Refused, Question: { AsksForPlaces: true, Focus.Count: 0 } }
        ? [.. receipt.Passages.Select(passage => passage.Passage).DistinctBy(passage => passage.PropertyId)
            .Select(passage => new Focus(passage.PropertyId, passage.PropertyName, passage.PropertyId.Split("__")[0], "the places listed"))]
        : [];

    /// <summary>A new id for a conversation or an answer: 128 random bits in time order, as 32 hexadecimal digits.</summary>
    public static string NewId() => Guid.CreateVersion7().ToString("N");
}
