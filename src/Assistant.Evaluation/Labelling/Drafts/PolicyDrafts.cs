using System.Globalization;
using Assistant.Evaluation.Training;
using Assistant.Text;

namespace Assistant.Evaluation.Labelling.Drafts;

/// <summary>Questions about house rules: whether, when, and for how much.</summary>
internal static class PolicyDrafts
{
    private static readonly Dictionary<string, string> Whether = new()
    {
        ["pets"] = "could our dog come along?", ["smoking"] = "is it ok to light a cigarette?", ["children"] = "are kids welcome?", ["parking"] = "is there somewhere to leave the car?",
        ["breakfast"] = "do you do breakfast?", ["parties"] = "would a small party be all right?", ["visitors"] = "may a friend come up to see us?", ["lateArrival"] = "we get in late, is that a problem?",
        ["internet"] = "is there wifi?", ["deposit"] = "do you take a deposit?", ["extraBeds"] = "could you put another bed in?", ["luggage"] = "can bags be left with you?",
    };

    private static readonly Dictionary<string, string> When = new()
    {
        ["checkIn"] = "when can we have the room on the first day?", ["checkOut"] = "by when do we need to be out on the last day?", ["breakfast"] = "from when to when can one have breakfast?",
        ["quietHours"] = "at what hours do we have to keep it down?", ["lateArrival"] = "how late can one still arrive?",
    };

    private static readonly Dictionary<string, string> Price = new()
    {
        ["pets"] = "what do you charge for a dog?", ["parking"] = "what do you charge for the car?", ["breakfast"] = "how much is breakfast?", ["cityTax"] = "how much tourist tax comes on top?",
        ["deposit"] = "how high is the deposit?", ["extraBeds"] = "what would an extra bed cost us?", ["lateArrival"] = "is there a charge for coming late, and how much?", ["luggage"] = "what does leaving a bag cost?",
    };

    internal static IEnumerable<KeyedQuestion> Of(DraftPlace place)
    {
        foreach (var (topic, policy) in place.Property.Policies)
        {
            if (place.At($"policies/{topic}") is not { } passage) continue;
            string[] hours = [.. new[] { policy.From, policy.Until }.OfType<string>()];
            if (hours.Length > 0 && When.TryGetValue(topic, out var when) && DraftPlace.Sentence(passage, hours) is { } open) yield return place.Quoting("policy", when, passage, open, hours);
            if (policy.Fee is { Amount: > 0 } fee && Price.TryGetValue(topic, out var price))
            {
                var amount = fee.Amount.ToString("0.##", CultureInfo.InvariantCulture);
                if (DraftPlace.Sentence(passage, fee.Currency, amount) is { } costs) yield return place.Quoting("policy", price, passage, costs, [amount]);
            }

            if (policy.Allowed is "yes" or "no" && Whether.TryGetValue(topic, out var whether) && DraftPlace.SentencesOf(passage.Text).FirstOrDefault() is { } rule)
            {
                yield return place.Quoting("policy", whether, passage, rule, [], Claims.IsNegative(rule), policy.Allowed);
            }
        }
    }
}
