using System.ComponentModel;
using Assistant.Compose;
using Assistant.Generate;
using Assistant.Observe;
using Assistant.Rank;
using Assistant.Understand;
using Assistant.Verify;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Assistant.Plugins;

/// <summary>The stages of the path as kernel functions, so that the kernel's filters see each one: tracing, timing, policy.</summary>
public sealed class PathPlugin(QuestionReader reader, Ranker ranker, Composer composer, Generator generator, AnswerOptions options)
{
    /// <summary>The plugin's name in the kernel.</summary>
    public const string Name = "path";

    /// <summary>Message and conversation to question.</summary>
    [KernelFunction("understand")]
    [Description("Reads a message in its conversation: the standalone question, the properties it is about, the filters.")]
    public Task<Question> UnderstandAsync(AskRequest request, IReadOnlyList<Turn> history, CancellationToken cancellationToken) =>
        reader.ReadAsync(request, history, cancellationToken);

    /// <summary>Candidates to ranked passages.</summary>
    [KernelFunction("rank")]
    [Description("Orders passages by the probability that they answer the question.")]
    public IReadOnlyList<RankedPassage> Rank(Question question, IReadOnlyList<Candidate> candidates) => ranker.Rank(question, candidates);

    /// <summary>Ranked passages to evidence.</summary>
    [KernelFunction("select_evidence")]
    [Description("Chooses what the answer may draw on, or says that nothing is relevant.")]
    public Evidence SelectEvidence(Question question, IReadOnlyList<RankedPassage> ranked)
    {
        var evidence = EvidenceSelector.Select(question, ranked, options);
        AssistantMetrics.Decided(evidence.IsRelevant);
        return evidence;
    }

    /// <summary>Evidence to prompt.</summary>
    [KernelFunction("compose")]
    [Description("Puts the evidence into the answer prompt within its token budget.")]
    public ComposedPrompt Compose(Question question, Evidence evidence) => composer.Compose(question, evidence);

    /// <summary>Prompt to text.</summary>
    [KernelFunction("generate")]
    [Description("Streams the answering model's text.")]
    public IAsyncEnumerable<ChatResponseUpdate> GenerateAsync(Kernel kernel, ComposedPrompt prompt, CancellationToken cancellationToken) =>
        generator.GenerateAsync(kernel, prompt, cancellationToken);

    /// <summary>Sentence to verdict.</summary>
    [KernelFunction("verify")]
    [Description("Checks a written sentence against the passages that it cites.")]
    public Verification Verify(DraftSentence draft, Evidence evidence) => SentenceVerifier.Verify(draft, evidence, options.MinSupport);
}
