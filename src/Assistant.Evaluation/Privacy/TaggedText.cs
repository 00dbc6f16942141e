using Assistant.Privacy;
using Assistant.Privacy.Tagging;

namespace Assistant.Evaluation.Privacy;

/// <summary>A text as the tagger is fitted to it: the features and the right tag of each token.</summary>
internal sealed record TaggedText(uint[][] Features, int[] Tags)
{
    internal static TaggedText Of(MarkedText text, WordSets words, NameLikeness likeness)
    {
        var rules = PersonalData.ByRules(text.Text);
        var tokens = TextToken.Of(text.Text, rules);
        var tags = new int[tokens.Count];
        foreach (var span in text.Spans.Where(span => Assistant.Privacy.Tagging.Tags.Kinds.Contains(span.Kind)))
        {
            var first = Assistant.Privacy.Tagging.Tags.First(span.Kind);
            for (var (i, tag) = (0, first); i < tokens.Count; i++)
            {
                if (tokens[i].Start >= span.End || tokens[i].End <= span.Start || tokens[i].Text[0] == '<') continue;
                tags[i] = tag;
                tag = first + 1;
            }
        }

        return new TaggedText(TagFeatures.Of(TokenView.Of(tokens, rules, words, likeness)), tags);
    }
}
