namespace Assistant.Testing;

/// <summary>
/// Models small enough to be written by a test, whose behaviour is known by construction.
/// </summary>
public static class TinyGguf
{
    public const string ChatTemplate =
        "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    private const int HeadSize = 32;
    private const string Start = "<|im_start|>";
    private const string End = "<|im_end|>";
    private const int EndId = 257;

    /// <summary>
    /// A llama model that says <paramref name="script"/> whatever it is asked: each token's embedding is its own unit vector, attention and
    /// feed-forward add nothing, and the output matrix maps every token to the next one of the script. (The last token of a ChatML prompt is a
    /// line break; the script begins after it and ends with the end-of-turn token.)
    /// </summary>
    public static string WriteChat(string path, IReadOnlyList<string> script, int contextTokens = 512, string? template = ChatTemplate)
    {
        var tokens = Tokens(script);
        var width = Padded(tokens.Count);
        var next = Enumerable.Repeat(EndId, tokens.Count).ToArray();
        int[] walk = ['\n', .. script.Select(piece => tokens.IndexOf(Encoded(piece))), EndId];
        for (var i = 0; i + 1 < walk.Length; i++) next[walk[i]] = walk[i + 1];

        var writer = Llama("tiny chat", tokens, contextTokens, width, hidden: 32, layers: 1);
        if (template is not null) writer.Set("tokenizer.chat_template", template);
        OneLayer(writer, width, tokens.Count, (from, to) => from < tokens.Count && next[from] == to ? 1 : 0, new Dictionary<string, Func<int, int, float>>()).Save(path);
        return path;
    }

    /// <summary>
    /// A llama model that finds the one capital letter in what it is asked and says it eight times, with a count: <c>A0 A1 ... A7</c>. Its only head
    /// looks at the capital, wherever it stands, and what it carries on chooses the first word; so the answer hangs on the cache of its own prompt.
    /// </summary>
    public static string WriteEcho(string path, int contextTokens = 512)
    {
        const int Slow = HeadSize - 2; // of the pairs that positions rotate, the slowest
        var tokens = Tokens([.. Capitals.SelectMany(Echo)]);
        var width = Padded(tokens.Count + Capitals.Count);
        var first = Capitals.Select(capital => tokens.IndexOf(Encoded(Echo(capital)[0]))).ToArray();
        int Carried(int from) => from - tokens.Count; // the places behind the tokens' own hold which capital it is
        var writer = Llama("tiny echo", tokens, contextTokens, width, hidden: 32, layers: 1).Set("tokenizer.chat_template", ChatTemplate);
        OneLayer(writer, width, tokens.Count, Next, new Dictionary<string, Func<int, int, float>>
        {
            ["attn_q"] = (from, to) => to == Slow && from < tokens.Count ? 1 : 0,
            ["attn_k"] = (from, to) => to == Slow && Capitals.Contains((char)from) ? 1 : 0,
            ["attn_v"] = (from, to) => to < Capitals.Count && from == Capitals[to] ? 1 : 0,
            ["attn_output"] = (from, to) => from < Capitals.Count && Carried(to) == from ? 1 / MathF.Sqrt(width) : 0,
        }).Save(path);
        return path;

        float Next(int from, int to)
        {
            var word = Array.FindIndex(first, start => to >= start && to < start + Echoes);
            var isFirst = word >= 0 && to == first[word];
            return from == '\n' ? isFirst ? 1 : 0
                : Carried(from) >= 0 ? isFirst && Carried(from) == word ? .5f : 0
                : from < first[0] ? to == EndId ? 1 : 0
                : (from - first[0]) % Echoes == Echoes - 1 ? to == EndId ? 1 : 0
                : to == from + 1 ? 1 : 0;
        }
    }

    /// <summary>The letters that <see cref="WriteEcho"/>'s model knows.</summary>
    public static IReadOnlyList<char> Capitals { get; } = [.. Enumerable.Range('A', 26).Select(letter => (char)letter)];

    /// <summary>What it says to one of them, by token.</summary>
    public static IReadOnlyList<string> Echo(char capital) => [.. Enumerable.Range(0, Echoes).Select(i => $"{capital}{i} ")];

    private const int Echoes = 8;

    private static List<string> Tokens(IReadOnlyList<string> pieces)
    {
        if (pieces.Distinct().Count() < pieces.Count) throw new ArgumentException("A script that repeats a piece would go round in circles.");
        List<string> tokens = [.. Enumerable.Range(0, 256).Select(value => ByteToken((byte)value)), Start, End];
        tokens.AddRange(pieces.Select(Encoded).Where(piece => !tokens.Contains(piece)));
        return tokens;
    }

    private static int Padded(int width) => (width + HeadSize - 1) / HeadSize * HeadSize;

    // Each token's embedding is its own unit vector; weights are told from place to place.
    private static GgufWriter OneLayer(GgufWriter writer, int width, int tokens, Func<int, int, float> output, Dictionary<string, Func<int, int, float>> attention)
    {
        writer
            .Tensor("token_embd.weight", [width, tokens], i => i % width == i / width ? 1 : 0)
            .Tensor("output.weight", [width, tokens], i => output(i % width, i / width))
            .Tensor("output_norm.weight", [width], _ => 1)
            .Tensor("blk.0.attn_norm.weight", [width], _ => 1).Tensor("blk.0.ffn_norm.weight", [width], _ => 1);
        foreach (var name in new[] { "attn_q", "attn_k", "attn_v", "attn_output" })
        {
            var weight = attention.GetValueOrDefault(name);
            writer.Tensor($"blk.0.{name}.weight", [width, width], i => weight?.Invoke(i % width, i / width) ?? 0);
        }

        return writer.Tensor("blk.0.ffn_gate.weight", [width, 32], _ => 0).Tensor("blk.0.ffn_up.weight", [width, 32], _ => 0).Tensor("blk.0.ffn_down.weight", [32, width], _ => 0);
    }

    /// <summary>
    /// A llama model of random weights over single bytes: what it says makes no sense, and depends on every token before.
    /// </summary>
    public static string WriteRandom(string path, int contextTokens = 512, int width = 64, int layers = 2)
    {
        var tokens = Tokens([]);
        var random = new Random(11);
        var hidden = width * 2;
        var writer = Llama("tiny random", tokens, contextTokens, width, hidden, layers)
            .Set("tokenizer.chat_template", ChatTemplate)
            .Tensor("token_embd.weight", [width, tokens.Count], Weight).Tensor("output.weight", [width, tokens.Count], Weight).Tensor("output_norm.weight", [width], _ => 1);
        for (var layer = 0; layer < layers; layer++)
        {
            writer.Tensor($"blk.{layer}.attn_norm.weight", [width], _ => 1).Tensor($"blk.{layer}.ffn_norm.weight", [width], _ => 1);
            foreach (var name in new[] { "attn_q", "attn_k", "attn_v", "attn_output" }) writer.Tensor($"blk.{layer}.{name}.weight", [width, width], Weight);
            writer.Tensor($"blk.{layer}.ffn_gate.weight", [width, hidden], Weight).Tensor($"blk.{layer}.ffn_up.weight", [width, hidden], Weight).Tensor($"blk.{layer}.ffn_down.weight", [hidden, width], Weight);
        }

        writer.Save(path);
        return path;

        float Weight(int i) => (float)((random.NextDouble() - .5) * .6);
    }

    /// <summary>A LoRA adapter of rank 4 for what <see cref="WriteRandom"/> writes; it changes much.</summary>
    public static string WriteAdapter(string path, int width = 64)
    {
        const int rank = 4;
        var random = new Random(13);
        new GgufWriter()
            .Set("general.type", "adapter").Set("general.architecture", "llama").Set("adapter.type", "lora").Set("adapter.lora.alpha", (float)rank)
            .Tensor("blk.0.ffn_down.weight.lora_a", [width * 2, rank], _ => (float)(random.NextDouble() - .5)).Tensor("blk.0.ffn_down.weight.lora_b", [rank, width], _ => (float)(random.NextDouble() - .5) * 4)
            .Save(path);
        return path;
    }

    /// <summary>
    /// A BERT encoder whose text vector is the mean of its words' random vectors: texts that share words are near each other.
    /// </summary>
    public static string WriteEmbedder(string path, IReadOnlyList<string> words, int width = 64, int contextTokens = 64) =>
        WriteEncoder(path, words, width, contextTokens, rankedBy: null);

    /// <summary>
    /// A BERT reranker whose score is the share of a pair's words that are <paramref name="rankedBy"/>, roughly: the more, the higher.
    /// </summary>
    public static string WriteReranker(string path, IReadOnlyList<string> words, string rankedBy, int contextTokens = 64) => WriteEncoder(path, words, 64, contextTokens, rankedBy);

    private static string WriteEncoder(string path, IReadOnlyList<string> words, int width, int contextTokens, string? rankedBy)
    {
        List<string> tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", .. words.Select(word => $"\u2581{word.ToLowerInvariant()}")];
        var random = new Random(7);
        var vectors = tokens.Select((_, token) => Enumerable.Range(0, width).Select(_ => token < 5 ? 0f : (float)(random.NextDouble() * 2 - 1)).ToArray()).ToArray();
        var writer = new GgufWriter()
            .Set("general.architecture", "bert").Set("general.name", "tiny embedder")
            .Set("bert.context_length", (uint)contextTokens).Set("bert.embedding_length", (uint)width).Set("bert.block_count", 1u)
            .Set("bert.feed_forward_length", 32u).Set("bert.attention.head_count", 2u).Set("bert.attention.layer_norm_epsilon", 1e-6f)
            .Set("bert.attention.causal", false).Set("bert.pooling_type", rankedBy is null ? 1u : 4u)
            .Set("tokenizer.ggml.model", "bert").Set("tokenizer.ggml.tokens", tokens).Set("tokenizer.ggml.token_type_count", 2u)
            .Set("tokenizer.ggml.token_type", [.. tokens.Select((_, i) => i < 5 ? 3 : 1)])
            .Set("tokenizer.ggml.bos_token_id", 2u).Set("tokenizer.ggml.cls_token_id", 2u).Set("tokenizer.ggml.seperator_token_id", 3u).Set("tokenizer.ggml.padding_token_id", 0u)
            .Set("tokenizer.ggml.unknown_token_id", 1u).Set("tokenizer.ggml.mask_token_id", 4u)
            .Tensor("token_embd.weight", [width, tokens.Count], i => vectors[i / width][i % width])
            .Tensor("token_types.weight", [width, 2], _ => 0).Tensor("position_embd.weight", [width, contextTokens], _ => 0)
            .Tensor("token_embd_norm.weight", [width], _ => 1).Tensor("token_embd_norm.bias", [width], _ => 0);
        foreach (var name in new[] { "attn_q", "attn_k", "attn_v", "attn_output" })
        {
            var isPassedOn = rankedBy is not null && name is "attn_v" or "attn_output"; // then the first token sees the mean of all words
            writer.Tensor($"blk.0.{name}.weight", [width, width], i => isPassedOn && i % width == i / width ? 1 : 0).Tensor($"blk.0.{name}.bias", [width], _ => 0);
        }

        if (rankedBy is not null)
        {
            var wanted = vectors[tokens.IndexOf($"\u2581{rankedBy}")];
            writer.Tensor("cls.output.weight", [width, 1], i => wanted[i]).Tensor("cls.output.bias", [1], _ => 0);
        }

        foreach (var name in new[] { "attn_output_norm", "layer_output_norm" }) writer.Tensor($"blk.0.{name}.weight", [width], _ => 1).Tensor($"blk.0.{name}.bias", [width], _ => 0);
        writer.Tensor("blk.0.ffn_up.weight", [width, 32], _ => 0).Tensor("blk.0.ffn_up.bias", [32], _ => 0)
            .Tensor("blk.0.ffn_down.weight", [32, width], _ => 0).Tensor("blk.0.ffn_down.bias", [width], _ => 0);
        writer.Save(path);
        return path;
    }

    private static GgufWriter Llama(string name, List<string> tokens, int contextTokens, int width, int hidden, int layers) => new GgufWriter()
        .Set("general.architecture", "llama").Set("general.name", name)
        .Set("llama.context_length", (uint)contextTokens).Set("llama.embedding_length", (uint)width).Set("llama.block_count", (uint)layers)
        .Set("llama.feed_forward_length", (uint)hidden).Set("llama.attention.head_count", (uint)(width / HeadSize)).Set("llama.attention.head_count_kv", (uint)(width / HeadSize))
        .Set("llama.attention.layer_norm_rms_epsilon", 1e-5f).Set("llama.rope.dimension_count", (uint)HeadSize).Set("llama.vocab_size", (uint)tokens.Count)
        .Set("tokenizer.ggml.model", "gpt2").Set("tokenizer.ggml.pre", "gpt-2").Set("tokenizer.ggml.tokens", tokens)
        .Set("tokenizer.ggml.token_type", [.. tokens.Select((_, i) => i is EndId or EndId - 1 ? 3 : 1)])
        .Set("tokenizer.ggml.merges", (IReadOnlyList<string>)["\u0100 \u0100"])
        .Set("tokenizer.ggml.bos_token_id", 256u).Set("tokenizer.ggml.eos_token_id", (uint)EndId).Set("tokenizer.ggml.add_bos_token", false);

    // GPT-2's printable stand-in for each byte.
    private static string ByteToken(byte value) => value is >= 0x21 and <= 0x7e or >= 0xa1 and <= 0xac or >= 0xae
        ? ((char)value).ToString()
        : ((char)(256 + Enumerable.Range(0, value).Count(other => other is not (>= 0x21 and <= 0x7e or >= 0xa1 and <= 0xac or >= 0xae)))).ToString();

    private static string Encoded(string piece) => string.Concat(System.Text.Encoding.UTF8.GetBytes(piece).Select(ByteToken));
}
