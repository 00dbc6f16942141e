using System.Text;
using Assistant.Evaluation.Runs;
using static System.FormattableString;
using static Assistant.Evaluation.Reports.Page;

namespace Assistant.Evaluation.Reports;

/// <summary>The questions that came out worst, with all that is needed to see why: the conversation, the answer, the cited words in their passages, and what would have answered.</summary>
internal static class WorstQuestions
{
    private const int Most = 50;

    internal static string Html(EvalRun run)
    {
        var worst = run.Items.Where(item => RunScore.Of(item) < 1 || item.Error is not null)
            .OrderBy(item => item.Error is null).ThenBy(RunScore.Of).ThenByDescending(item => item.Confidence ?? 0).Take(Most).ToList(); // the surest mistakes first
        if (worst.Count == 0) return "<section id=\"worst\">\n<h2>Worst questions</h2>\n<p class=\"about\">Every question came out right.</p>\n</section>\n";
        return $"""
            <section id="worst">
            <h2>The {worst.Count} worst questions</h2>
            <p class="about">Of {run.Items.Count(item => RunScore.Of(item) < 1):#,0} that did not come out right, those first of which the assistant was surest.</p>
            {Join(worst, Question)}
            </section>

            """;
    }

    private static string Question(EvalItem item) => $"""
        <details class="question">
        <summary><span class="verdict {Verdict(item)}">{Verdict(item)}</span> {Page.Html(item.Text)} <small>{Page.Html(string.Join(", ", item.Slices.Where(slice => slice.Key is "kind" or "tier").Select(slice => slice.Value).Prepend(item.Id)))}</small></summary>
        {(item.History.Count == 0 ? "" : $"<p class=\"history\">{Join(item.History.TakeLast(4), turn => $"<span>{Page.Html(turn)}</span>")}</p>")}
        {(item.Error is null ? "" : $"<p class=\"bad\">{Page.Html(item.Error)}</p>")}
        {Answer(item)}
        {Expected(item)}
        </details>

        """;

    private static string Verdict(EvalItem item) => item.Error is not null ? "failed" : item.Answer?.Verdict.ToString().ToLowerInvariant() ?? (item.Selected.Count > 0 ? "found" : "nothing");

    private static string Answer(EvalItem item)
    {
        if (item.Answer is not { } answer)
        {
            return $"<p class=\"of\">First: {Join(item.Ranking.Take(5), passage => Invariant($"{(item.Relevant?.Contains(passage.Id) == true ? "✓ " : "")}<code>{Page.Html(passage.Id)}</code> {Number(passage.Relevance)} "))}</p>";
        }

        var cited = answer.Sentences.SelectMany(sentence => sentence.Citations).ToLookup(citation => citation.Ref);
        return $"""
            <p class="answered">{Join(answer.Sentences, sentence => $"{Page.Html(sentence.Text)}{Join(sentence.Citations.Select(citation => citation.Ref).Distinct().Take(6), number => $"<sup>{number}</sup>")} ")}</p>
            <ol class="passages">{Join(answer.Passages.Where(passage => cited.Contains(passage.Ref)), passage => $"<li value=\"{passage.Ref}\">{(item.Relevant?.Contains(passage.PassageId) == true ? "<b class=\"good\">answers</b> " : "")}<span class=\"of\">{Page.Html(passage.PropertyName)}{(passage.Heading is null ? "" : $", {Page.Html(passage.Heading)}")}</span> {Marked(passage.Text, [.. cited[passage.Ref].Select(citation => (citation.Start, citation.End))])}</li>")}</ol>
            """;
    }

    private static string Expected(EvalItem item)
    {
        var shown = item.Answer?.Sentences.SelectMany(sentence => sentence.Citations).Select(citation => citation.PassageId).ToHashSet() ?? [];
        var missing = item.Expected.Where(passage => !shown.Contains(passage.Id)).ToList();
        return $"""
            {(item.Relevant is null ? "<p class=\"of\">Nothing in the content answers this; it should be refused.</p>" : "")}
            {(missing.Count == 0 ? "" : $"<div class=\"expected\"><p class=\"of\">What answers it, and was not cited:</p><ul>{Join(missing, passage => $"<li>{Page.Html(passage.Text)} <small>{Page.Html(passage.Id)}, {RankOf(item, passage.Id)}</small></li>")}</ul></div>")}
            {(item.Reference is null ? "" : $"<p class=\"of\">A good answer: {Page.Html(item.Reference)}</p>")}
            """;
    }

    private static string RankOf(EvalItem item, string id) => item.Ranking.Index().FirstOrDefault(passage => passage.Item.Id == id) is { Item: { } found, Index: var i }
        ? Invariant($"ranked {i + 1}, relevance {Number(found.Relevance)}") : "not found";

    private static string Marked(string text, IReadOnlyList<(int Start, int End)> spans)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (var (start, end) in spans.Distinct().OrderBy(span => span.Start))
        {
            if (start < at || end > text.Length) continue;
            html.Append(Page.Html(text[at..start])).Append("<mark>").Append(Page.Html(text[start..end])).Append("</mark>");
            at = end;
        }

        return html.Append(Page.Html(text[at..])).ToString();
    }
}
