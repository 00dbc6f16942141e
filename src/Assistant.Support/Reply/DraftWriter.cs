using Assistant.Support.Cases;
using Assistant.Support.Triage;
using Assistant.Text;

namespace Assistant.Support.Reply;

/// <summary>Puts a draft together: a greeting, sentences of the content word for word, each cited, and a closing.</summary>
internal static class DraftWriter
{
    private const int WholeCharacters = 420; // a passage up to this length is quoted whole: a rule's exceptions matter

    /// <summary>The draft; the passages are numbered anew in the order they are quoted in.</summary>
    internal static Suggestion Write(SupportCase supportCase, CaseTriage triage, Courtesy courtesy, Property property, IReadOnlyList<ScoredEvidence> evidence, string agentName)
    {
        var passages = evidence.Select((chosen, i) => chosen.Passage with { Ref = i + 1 }).ToList();
        var opening = courtesy.Opening(supportCase.Booking?.GuestName, property.Name, agentName, triage.Tone);
        var closing = courtesy.Closing(supportCase.Booking?.GuestName, property.Name, agentName);
        var quotes = passages.Select(Quote).ToList();
        var text = string.Join("\n\n", [opening, .. quotes.Select(passage => string.Join(' ', passage.Select(sentence => sentence.Text))), closing]);
        return new Suggestion(SuggestedAction.Draft, $"{property.Name} answers this in its own words.", text)
        {
            Sentences = [new DraftSentence(opening, []), .. quotes.SelectMany(passage => passage), new DraftSentence(closing, [])],
            Evidence = [.. passages.Select(PassageView.Of)],
        };
    }

    private static List<DraftSentence> Quote(RankedPassage ranked)
    {
        var text = ranked.Passage.Text;
        var sentences = Sentences.Split(text);
        var kept = text.Length <= WholeCharacters ? sentences : [.. Around(sentences, ranked)];
        return [.. kept.Select(range => new DraftSentence(text[range], [new Citation(ranked.Ref, ranked.Passage.Id, range.Start.Value, range.End.Value, ranked.Passage.ContentHash)]))];
    }

    // Of a long text the sentence that fits best and what follows, as far as there is room.
    private static IEnumerable<Range> Around(IReadOnlyList<Range> sentences, RankedPassage ranked)
    {
        var start = ranked.BestSentence.Start.Value;
        return sentences.Where(range => range.Equals(ranked.BestSentence) || (range.Start.Value >= start && range.End.Value <= start + WholeCharacters));
    }
}
