namespace Assistant.Verify;

/// <summary>A text that an answer may rest on.</summary>
public sealed record GivenPassage(string Id, string Text);

/// <summary>A sentence of a given answer: how much of it the passages bear (0 to 1; 0 where they lack a number or name of it, or say otherwise), and which.</summary>
public sealed record SupportedSentence(string Text, double Support, IReadOnlyList<string> Citations);

/// <summary>A given answer: its support is that of its weakest sentence; questions claim nothing.</summary>
public sealed record SupportedAnswer(double Support, IReadOnlyList<SupportedSentence> Sentences);

/// <summary>Scores an answer that somebody else gave, by the checks that written sentences pass here before anyone reads them.</summary>
public static class AnswerVerifier
{
    /// <summary>
    /// Scores each sentence. One with marks (<c>[2]</c>, numbers of the passages from 1) is held to what it cites; one without is held to the passage
    /// that bears it best, or to that and another one.
    /// </summary>
    /// <param name="answer">The answer's text; an empty one has no support.</param>
    /// <param name="passages">What it may rest on.</param>
    public static SupportedAnswer Verify(string answer, IReadOnlyList<GivenPassage> passages)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(passages);
        var gate = new SentenceGate();
        var evidence = new Evidence([.. passages.Select(Ranked)], true);
        var sentences = gate.Push(answer).Concat(gate.Finish()).Select(draft => Of(draft, evidence)).ToList();
        var claims = sentences.Where(sentence => !sentence.Text.EndsWith('?')).ToList();
        return new SupportedAnswer(claims.Count > 0 ? claims.Min(sentence => sentence.Support) : sentences.Count > 0 ? 1 : 0, sentences);
    }

    private static SupportedSentence Of(DraftSentence draft, Evidence evidence)
    {
        if (draft.Text.EndsWith('?')) return new SupportedSentence(draft.Text, 1, []);
        var verification = draft.Refs.Count > 0 ? Check(draft.Refs) : Best();
        return verification?.Sentence is { Support: > 0 } sentence
            ? new SupportedSentence(draft.Text, sentence.Support, [.. sentence.Citations.Select(citation => citation.PassageId).Distinct()])
            : new SupportedSentence(draft.Text, 0, []);

        Verification Check(IReadOnlyList<int> refs) => SentenceVerifier.Verify(draft with { Refs = refs }, evidence, minSupport: 0);

        Verification? Best()
        {
            if (evidence.Passages.Count == 0) return null;
            var alone = evidence.Passages.Select(passage => (passage.Ref, Verification: Check([passage.Ref]))).ToList();
            var best = alone.MaxBy(one => one.Verification.Sentence?.Support ?? -1);
            if (best.Verification.Sentence is { Support: 1 }) return best.Verification;
            var first = best.Verification.Sentence is null ? alone.Select(one => one.Ref) : [best.Ref];
            var pairs = first.SelectMany(one => evidence.Passages.Where(other => other.Ref != one).Select(other => Check([one, other.Ref])));
            return pairs.Append(best.Verification).MaxBy(verification => verification.Sentence?.Support ?? -1);
        }
    }

    private static RankedPassage Ranked(GivenPassage given, int index)
    {
        var passage = new Passage(given.Id, "", "", PassageKind.Fact, Tier.Owner, null, given.Text, "en", given.Id);
        return new RankedPassage(index + 1, passage, 1, 1, .., new Candidate(passage, 1, null, null));
    }
}
