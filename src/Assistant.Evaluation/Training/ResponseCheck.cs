using System.Globalization;
using Assistant.Compose;
using Assistant.Evaluation.Measures;
using Assistant.Generate;
using Assistant.Verify;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Assistant.Evaluation.Training;

/// <summary>How near the answering model's own words come to what people wrote, the passages they drew on being in the prompt. No verification in between.</summary>
public static class ResponseCheck
{
    /// <summary>
    /// The figures, a line: means over all turns of a dataset folder with <c>responses.jsonl</c>; a refusal scores nothing.
    /// </summary>
    /// <exception cref="ArgumentException">The folder has no responses.</exception>
    public static async Task<string> ReportAsync(string folder, IServiceProvider services, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!ResponseTurns.AreIn(folder)) throw new ArgumentException($"'{folder}' has no responses.jsonl: give a dataset with responses that people wrote.", nameof(folder));
        var (generator, kernel) = (services.GetRequiredService<Generator>(), services.GetRequiredService<Kernel>());
        var (count, refused, cited, bleu, meteor, rouge) = (0, 0, 0, 0.0, 0.0, 0.0);
        await foreach (var turn in ResponseTurns.ReadAsync(folder, services, cancellationToken).Take(limit))
        {
            var written = string.Concat(await generator.GenerateAsync(kernel.Clone(), turn.Prompt, cancellationToken).Select(update => update.Text).ToListAsync(cancellationToken));
            var gate = new SentenceGate();
            List<DraftSentence> drafts = [.. gate.Push(written), .. gate.Finish()];
            var isRefusal = written.Contains(CitationGrammar.NoAnswer, StringComparison.Ordinal);
            var (answer, reference) = (AnswerTokens.Of(isRefusal ? "" : string.Join(' ', drafts.Select(draft => draft.Text))), AnswerTokens.Of(turn.Response));
            count++;
            if (isRefusal) refused++;
            if (drafts.Any(draft => draft.Refs.Any(turn.Refs.Contains))) cited++;
            bleu += Bleu.Sentence(answer, reference);
            meteor += Meteor.Of(answer, reference);
            rouge += RougeL.Of(AnswerTokens.Stems(answer), AnswerTokens.Stems(reference));
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"n {count}  BLEU-4 {bleu / count:0.000}  METEOR {meteor / count:0.000}  ROUGE-L {rouge / count:0.000}  cites what people drew on {cited / (double)count:0.000}  refuses {refused / (double)count:0.000}");
    }
}
