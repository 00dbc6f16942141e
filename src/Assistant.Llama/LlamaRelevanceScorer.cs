namespace Assistant.Llama;

/// <summary>
/// Scores how well passages answer a question with a GGUF reranker in this process: a cross-encoder that reads both together (Nogueira and Cho 2019),
/// converted with rank pooling. Many pairs go through the model in one batch. A passage too long for the model's context is cut off at its end.
/// </summary>
public sealed class LlamaRelevanceScorer : IDisposable
{
    private const int LeastPassageTokens = 8;
    private readonly LlamaModel model;
    private readonly PooledTexts pooled;

    /// <summary>Makes a context for <paramref name="model"/>.</summary>
    /// <exception cref="LlamaException">There is not enough memory for the context.</exception>
    public LlamaRelevanceScorer(LlamaModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        pooled = new PooledTexts(model, PooledTexts.Rank);
    }

    /// <summary>A score a passage, in order; higher is better. They are the model's own logits: any real number, to be compared within one question.</summary>
    /// <exception cref="LlamaException">The question leaves no room for a passage, or the model is no reranker.</exception>
    /// <exception cref="ObjectDisposedException">The scorer is disposed, or was before all passages were done.</exception>
    public async Task<IReadOnlyList<float>> ScoreAsync(string question, IEnumerable<string> passages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(passages);
        var asked = model.Tokenize(question, addSpecial: true, parseSpecial: false);
        var room = pooled.Longest - asked.Length;
        if (room < LeastPassageTokens) throw new LlamaException($"The question has {asked.Length} tokens, and {model.Path} reads {pooled.Longest} with the passage. Shorten the question.");
        var rows = await pooled.RunAsync(passages.Select(passage => Pair(asked, passage, room)), width: 1, cancellationToken);
        return [.. rows.Select(row => row[0])];
    }

    /// <summary>Stops what runs and frees the context. The model stays with whoever loaded it.</summary>
    public void Dispose() => pooled.Dispose();

    // [CLS] question [SEP] passage [SEP]; the opening token comes once.
    private int[] Pair(int[] asked, string passage, int room)
    {
        var tokens = model.Tokenize(passage, addSpecial: true, parseSpecial: false)[1..];
        return tokens.Length <= room ? [.. asked, .. tokens] : [.. asked, .. tokens[..(room - 1)], tokens[^1]];
    }
}
