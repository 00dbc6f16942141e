using Assistant.Llama.Engine;
using Assistant.Llama.Native;

namespace Assistant.Llama;

/// <summary>Whole texts through a model that pools each of them to one row of numbers, many texts in one batch.</summary>
internal sealed class PooledTexts : IDisposable
{
    internal const int Unspecified = -1, Mean = 1, Rank = 4; // llama_pooling_type

    internal const int TextsPerBatch = 64;

    private const int MostTokens = 2048; // of a text
    private const int LeastBatchTokens = 512; // every token of a batch is compared with all others, of other texts too: 512 took 19.6 s where 2048 took 26.5 and 256 23.0

    private readonly LlamaModel model;
    private readonly LlamaContext context;
    private readonly TokenBatch tokens;
    private readonly int batchTokens;

    /// <exception cref="LlamaException">There is not enough memory for the context.</exception>
    internal PooledTexts(LlamaModel model, int pooling)
    {
        this.model = model;
        Longest = LongestOf(model.TrainedContextTokens);
        batchTokens = BatchTokensOf(Longest);
        context = new LlamaContext(model, parameters => parameters with
        {
            ContextTokens = (uint)batchTokens,
            BatchTokens = (uint)batchTokens,
            MicroBatchTokens = (uint)batchTokens, // attention goes both ways, so a text cannot be split over batches
            MaxSequences = TextsPerBatch,
            Embeddings = 1,
            KvUnified = 1,
            PoolingType = pooling,
        });
        tokens = new TokenBatch(batchTokens);
    }

    /// <summary>Tokens that a text may have.</summary>
    internal int Longest { get; }

    /// <summary>A row of <paramref name="width"/> numbers a text, in order. No text may be longer than <see cref="Longest"/>.</summary>
    /// <exception cref="ObjectDisposedException">This is disposed, or was before all texts were done.</exception>
    /// <exception cref="LlamaException">The model does not pool.</exception>
    internal async Task<IReadOnlyList<float[]>> RunAsync(IEnumerable<int[]> texts, int width, CancellationToken cancellationToken)
    {
        using var turn = await context.TurnAsync(cancellationToken);
        var rows = new List<float[]>();
        foreach (var batch in Batches(texts, batchTokens)) rows.AddRange(await Task.Run(() => Run(batch, width, cancellationToken), cancellationToken));
        return rows;
    }

    /// <summary>Stops what runs and frees the context.</summary>
    public void Dispose() => context.Dispose();

    /// <summary>Tokens that a text may have for a model that was trained with so many.</summary>
    internal static int LongestOf(int trainedTokens) => Math.Min(trainedTokens, MostTokens);

    /// <summary>Tokens of a batch for texts that may be so long.</summary>
    internal static int BatchTokensOf(int longest) => Math.Max(longest, LeastBatchTokens);

    /// <summary>Puts texts together, in order, so that no batch has more tokens than that.</summary>
    internal static IEnumerable<List<int[]>> Batches(IEnumerable<int[]> texts, int batchTokens)
    {
        var batch = new List<int[]>();
        foreach (var text in texts)
        {
            if (batch.Count == TextsPerBatch || batch.Sum(other => other.Length) + text.Length > batchTokens)
            {
                yield return batch;
                batch = [];
            }

            batch.Add(text);
        }

        if (batch.Count > 0) yield return batch;
    }

    private List<float[]> Run(List<int[]> texts, int width, CancellationToken cancellationToken)
    {
        if (context.Memory != 0) LlamaNative.llama_memory_clear(context.Memory, data: true);
        tokens.Clear();
        for (var sequence = 0; sequence < texts.Count; sequence++)
        {
            for (var position = 0; position < texts[sequence].Length; position++) tokens.Add(texts[sequence][position], position, sequence, wantOutput: true);
        }

        context.Decode(tokens, cancellationToken);
        return [.. texts.Select((_, sequence) => Row(sequence, width))];
    }

    private unsafe float[] Row(int sequence, int width)
    {
        var pooled = LlamaNative.llama_get_embeddings_seq(context.Handle, sequence);
        return pooled is null
            ? throw NoPooling(model.Path)
            : new ReadOnlySpan<float>(pooled, width).ToArray();
    }

    /// <summary>What is wrong with a model that gives nothing for a whole text.</summary>
    internal static LlamaException NoPooling(string path) =>
        new($"{path} gives nothing for a whole text. Use a GGUF embedding model with mean, CLS or last-token pooling, or a reranker.");
}
