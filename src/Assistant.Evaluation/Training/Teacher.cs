using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Assistant.Compose;
using Microsoft.Extensions.AI;

namespace Assistant.Evaluation.Training;

/// <summary>
/// Stands where the answering model will stand, and writes the known answer, its marks turned into the numbers that the sources have in the
/// prompt at hand. A source that did not make it into the prompt cannot be cited: then there is no answer.
/// </summary>
internal sealed partial class Teacher : IChatClient
{
    private static readonly ChatClientMetadata Metadata = new("teacher", null, "teacher");
    private IReadOnlyList<PassageView> passages = [];
    private Func<string, string> write = _ => CitationGrammar.NoAnswer;

    /// <summary>The messages of the last prompt; null where none came.</summary>
    internal IReadOnlyList<ChatMessage>? Messages { get; private set; }

    /// <summary>What was written to it.</summary>
    internal string? Completion { get; private set; }

    /// <summary>What is asked next.</summary>
    internal void Expect(KeyedQuestion question) => (write, Messages, Completion, passages) = (prompt => Write(question, prompt), null, null, []);

    /// <summary>What is to be written next.</summary>
    internal void Expect(string completion) => (write, Messages, Completion) = (_ => completion, null, null);

    /// <summary>What the next prompt may hold.</summary>
    internal void See(IReadOnlyList<PassageView> found) => passages = found;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Messages = [.. messages];
        Completion = write(Messages[^1].Text);
        await Task.CompletedTask;
        yield return new ChatResponseUpdate(ChatRole.Assistant, Completion);
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? Metadata : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private string Write(KeyedQuestion question, string prompt)
    {
        if (question.Answer is null) return CitationGrammar.NoAnswer;
        var shown = passages.Where(passage => prompt.Contains($"\n[{passage.Ref}] ", StringComparison.Ordinal)).ToList();
        var marks = question.Sources.ToDictionary(source => source.Key, source => string.Concat(
            shown.Where(passage => source.Value.Any(id => IsPartOf(passage.PassageId, id))).Take(3).Select(passage => $"[{passage.Ref}]")));
        var sentences = Marked().Matches(question.Answer)
            .Select(match => (Text: match.Groups["text"].Value.Trim(), Marks: string.Concat(match.Groups["mark"].Captures.Select(mark => marks.GetValueOrDefault(mark.Value, "")))))
            .Where(sentence => sentence.Marks.Length > 0)
            .Select(sentence => $"{sentence.Text} {sentence.Marks}").ToList();
        return sentences.Count == 0 || !Covers(marks) ? CitationGrammar.NoAnswer : string.Join(' ', sentences);
    }

    // An answer that rests on a comparison needs its first source at least.
    private static bool Covers(Dictionary<string, string> marks) => marks.TryGetValue("a", out var first) && first.Length > 0;

    /// <summary>Whether a passage is the given one or, where a long text was split, a piece of it.</summary>
    internal static bool IsPartOf(string passageId, string id) => passageId == id || passageId.StartsWith($"{id}/", StringComparison.Ordinal);

    /// <summary>An answer without its marks.</summary>
    internal static string Unmarked(string answer) => Mark().Replace(answer, "");

    [GeneratedRegex(@"\s*\[[ab]\]")]
    private static partial Regex Mark();

    [GeneratedRegex(@"(?<text>[^\[\]]+?)\s*(?:\[(?<mark>[ab])\])+")]
    private static partial Regex Marked();
}
