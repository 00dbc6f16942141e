namespace Assistant.Privacy.Tagging;

/// <summary>Tags the tokens of a text: the best sequence of tags (Viterbi 1967), with <paramref name="caution"/> against leaving a token out.</summary>
internal sealed class Tagger(TagModel model, float caution)
{
    /// <summary>As chosen by cross-validation: higher finds more, and more that is no personal data.</summary>
    internal const float Caution = .8f;

    /// <summary>The tagged spans of a text in which rules found what they could.</summary>
    internal IReadOnlyList<PersonalDatum> Find(string text, IReadOnlyList<PersonalDatum> rules)
    {
        var tokens = TextToken.Of(text, rules);
        if (tokens.Count == 0) return [];
        var tagged = Spans(tokens, Best(TagFeatures.Of(TokenView.Of(tokens, rules, model.Words, model.Likeness)))).ToList();
        var joined = TaggedSpans.Joined(text, TaggedSpans.Widened(tagged, rules));
        return [.. joined, .. TaggedSpans.Repeated(tokens, joined, model.Words).Where(name => !joined.Exists(name.Overlaps))];
    }

    internal static IEnumerable<PersonalDatum> Spans(List<TextToken> tokens, int[] tags)
    {
        for (var i = 0; i < tags.Length;)
        {
            var end = i + 1;
            while (end < tags.Length && tags[i] > 0 && tags[end] == tags[i] + 1) end++;
            if (tags[i] > 0) yield return new PersonalDatum(Tags.Kind(tags[i]), tokens[i].Start, tokens[end - 1].End - tokens[i].Start);
            i = end;
        }
    }

    private int[] Best(uint[][] features)
    {
        var from = new int[features.Length, Tags.Count];
        Span<float> best = stackalloc float[Tags.Count], next = stackalloc float[Tags.Count], scores = stackalloc float[Tags.Count];
        for (var i = 0; i < features.Length; i++)
        {
            model.Score(features[i], scores);
            scores[0] -= caution;
            for (var tag = 0; tag < Tags.Count; tag++)
            {
                next[tag] = i == 0 && Tags.Follows(0, tag) ? 0 : float.NegativeInfinity;
                for (var before = 0; i > 0 && before < Tags.Count; before++)
                {
                    var score = best[before] + model.Transitions[(before * Tags.Count) + tag];
                    if (Tags.Follows(before, tag) && score > next[tag]) (next[tag], from[i, tag]) = (score, before);
                }

                next[tag] += scores[tag];
            }

            next.CopyTo(best);
        }

        var tags = new int[features.Length];
        for (var tag = 1; tag < Tags.Count; tag++) if (best[tag] > best[tags[^1]]) tags[^1] = tag;
        for (var i = tags.Length - 1; i > 0; i--) tags[i - 1] = from[i, tags[i]];
        return tags;
    }
}
