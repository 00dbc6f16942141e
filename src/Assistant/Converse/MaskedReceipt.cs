using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Assistant.Privacy;

namespace Assistant.Converse;

/// <summary>
/// A receipt whose guest's words are masked. What was found in them is replaced wherever else it stands, but for the passages and for what they hold: content
/// stays as it is.
/// </summary>
public static class MaskedReceipt
{
    private const int LeastName = 4;

    /// <summary>The receipt to store. Placeholders that its history holds keep their meaning.</summary>
    public static Receipt Of(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var masker = new Masker(KnownNames(receipt));
        masker.Reserve([.. Texts(receipt)]);
        var masked = receipt with
        {
            Request = receipt.Request with { Message = masker.MaskAgain(receipt.Request.Message), History = receipt.Request.History is { } given ? Turns(given) : null },
            History = Turns(receipt.History),
            Question = receipt.Question with
            {
                Text = masker.MaskAgain(receipt.Question.Text),
                Standalone = masker.MaskAgain(receipt.Question.Standalone),
                Subject = receipt.Question.Subject is { } subject ? masker.MaskAgain(subject) : null,
            },
        };
        var elsewhere = masker.Values.Where(value => !receipt.Passages.Any(passage => Holds(passage.Passage, value.Value)))
            .OrderByDescending(value => value.Value.Length).Select(value => (Written(value.Value, value.Key), value.Key)).ToList();
        return elsewhere.Count == 0 ? masked : Replaced(masked, elsewhere);

        IReadOnlyList<Turn> Turns(IReadOnlyList<Turn> turns) =>
            [.. turns.Select(turn => turn.Speaker == Speaker.Assistant ? turn : turn with { Text = masker.MaskAgain(turn.Text), Subject = turn.Subject is { } subject ? masker.MaskAgain(subject) : null })];
    }

    /// <summary>Names of places that the conversation is about, also in part, and the words of its filters: they are no person's.</summary>
    public static IReadOnlyCollection<string> KnownNames(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var focus = receipt.Question.Focus.Concat(receipt.History.SelectMany(turn => turn.Focus)).Select(place => place.Name).ToList();
        return [.. PlaceNames.Of(focus)
            .Concat(receipt.Passages.Select(passage => passage.Passage.PropertyName)).Concat(receipt.Question.Mentions.SelectMany(mention => new[] { mention.Words, mention.Value }).Where(word => word.Length >= LeastName)).Distinct()];
    }

    private static IEnumerable<string> Texts(Receipt receipt) =>
        [receipt.Request.Message, receipt.Question.Text, receipt.Question.Standalone, receipt.Question.Subject ?? "", .. receipt.History.Concat(receipt.Request.History ?? []).SelectMany(turn => new[] { turn.Text, turn.Subject ?? "" })];

    private static bool Holds(PassageView passage, string value) =>
        passage.Text.Contains(value, StringComparison.OrdinalIgnoreCase) || passage.PropertyName.Contains(value, StringComparison.OrdinalIgnoreCase) || passage.Heading?.Contains(value, StringComparison.OrdinalIgnoreCase) == true;

    // A name of one word only as it was written: "rose" is not Rose.
    private static Regex Written(string value, string placeholder) => new(
        $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(value)}(?![\p{{L}}\p{{N}}])",
        placeholder.StartsWith("[name", StringComparison.Ordinal) && !value.Contains(' ', StringComparison.Ordinal) ? RegexOptions.None : RegexOptions.IgnoreCase);

    // What names a thing must go on naming it: "hotel__sofia-xyz" is no Sofia.
    private static bool IsKey(string name) => name.EndsWith("id", StringComparison.OrdinalIgnoreCase) || name is "focus" or "filters" or "identity" or "tenant" or "verdict" or "askedAt" or "citations" or "order" or "timings";

    // Every text of the receipt but its passages and ids.
    private static Receipt Replaced(Receipt receipt, IReadOnlyList<(Regex Written, string Placeholder)> values)
    {
        var node = JsonSerializer.SerializeToNode(receipt, AssistantJson.Stored)!.AsObject();
        foreach (var (name, part) in node.ToList()) if (name != "passages" && !IsKey(name)) node[name] = Walked(part);
        return node.Deserialize<Receipt>(AssistantJson.Stored)!;

        JsonNode? Walked(JsonNode? part) => part switch
        {
            JsonObject parts => new JsonObject(parts.Select(inner => KeyValuePair.Create(inner.Key, IsKey(inner.Key) ? inner.Value?.DeepClone() : Walked(inner.Value)))),
            JsonArray items => new JsonArray([.. items.Select(Walked)]),
            JsonValue value when value.GetValueKind() == JsonValueKind.String =>
                JsonValue.Create(values.Aggregate(value.GetValue<string>(), (text, known) => known.Written.Replace(text, known.Placeholder))),
            _ => part?.DeepClone(),
        };
    }
}
