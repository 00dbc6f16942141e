using System.Numerics.Tensors;
using Assistant.Llama.Native;
using Microsoft.Extensions.AI;

namespace Assistant.Llama.Engine;

/// <summary>
/// Chooses the next token of one sequence. Without <see cref="ChatOptions.Temperature"/> (or with 0) the likeliest one; else penalties, top-k,
/// top-p, min-p, temperature and a seeded draw. A grammar judges the token that was chosen, and the whole vocabulary only where it says no.
/// </summary>
internal sealed unsafe class TokenSampler : IDisposable
{
    internal const int PenaltyWindow = 64; // llama.cpp's own default
    private readonly SamplerHandle? chain; // null: the likeliest token
    private readonly SamplerHandle? grammar;
    private readonly Dictionary<int, float> biases = [];
    private TokenData[] candidates = [];

    /// <exception cref="ArgumentException">The grammar is not valid.</exception>
    internal TokenSampler(LlamaModel model, ChatOptions? options)
    {
        foreach (var (id, bias) in options.Extra("logit_bias") as IReadOnlyDictionary<int, float> ?? new Dictionary<int, float>()) biases[id] = bias;
        if (options.Extra("ignore_eos") is true) foreach (var id in model.EndTokens) biases[id] = float.NegativeInfinity;
        if (options.Extra("grammar")?.ToString() is { Length: > 0 } text) grammar = Grammar(model, text);
        var isGreedy = options?.Temperature is null or 0;
        if (isGreedy && options?.FrequencyPenalty is null && options?.PresencePenalty is null) return;
        chain = LlamaNative.llama_sampler_chain_init(default);
        if (options?.FrequencyPenalty is not null || options?.PresencePenalty is not null)
        {
            Add(LlamaNative.llama_sampler_init_penalties(PenaltyWindow, 1, options.FrequencyPenalty ?? 0, options.PresencePenalty ?? 0));
        }

        if (isGreedy)
        {
            Add(LlamaNative.llama_sampler_init_greedy());
            return;
        }

        if (options!.TopK is { } k) Add(LlamaNative.llama_sampler_init_top_k(k));
        if (options.TopP is { } p) Add(LlamaNative.llama_sampler_init_top_p(p, 1));
        if (options.Extra("min_p") is { } least) Add(LlamaNative.llama_sampler_init_min_p(Convert.ToSingle(least, System.Globalization.CultureInfo.InvariantCulture), 1));
        Add(LlamaNative.llama_sampler_init_temp(options.Temperature!.Value));
        Add(LlamaNative.llama_sampler_init_dist((uint)(options.Seed ?? Random.Shared.Next())));
    }

    /// <summary>Whether it takes so long that sequences are better sampled side by side.</summary>
    internal bool IsCostly => chain is not null || grammar is not null;

    /// <summary>The next token by the scores of the whole vocabulary; it is remembered.</summary>
    internal int Next(Span<float> logits)
    {
        foreach (var (id, bias) in biases) logits[id] += bias;
        var token = chain is null ? TensorPrimitives.IndexOfMax(logits) : Draw(logits, isBound: false);
        if (grammar is not null && !Allows(token, logits[token])) token = Draw(logits, isBound: true);
        if (grammar is not null) LlamaNative.llama_sampler_accept(grammar, token);
        if (chain is not null) LlamaNative.llama_sampler_accept(chain, token);
        return token;
    }

    public void Dispose()
    {
        chain?.Dispose();
        grammar?.Dispose();
    }

    private bool Allows(int token, float logit)
    {
        var one = new TokenData { Id = token, Logit = logit };
        var array = new TokenDataArray { Data = &one, Size = 1, Selected = -1 };
        LlamaNative.llama_sampler_apply(grammar!, &array);
        return !float.IsNegativeInfinity(one.Logit);
    }

    private int Draw(ReadOnlySpan<float> logits, bool isBound)
    {
        if (candidates.Length != logits.Length) candidates = new TokenData[logits.Length];
        for (var i = 0; i < logits.Length; i++) candidates[i] = new TokenData { Id = i, Logit = logits[i] };
        fixed (TokenData* data = candidates)
        {
            var array = new TokenDataArray { Data = data, Size = (nuint)candidates.Length, Selected = -1 };
            if (isBound) LlamaNative.llama_sampler_apply(grammar!, &array);
            if (chain is null) return Likeliest(new ReadOnlySpan<TokenData>(array.Data, (int)array.Size));
            LlamaNative.llama_sampler_apply(chain, &array);
            return array.Data[array.Selected].Id;
        }
    }

    private static int Likeliest(ReadOnlySpan<TokenData> candidates)
    {
        var best = candidates[0];
        foreach (var candidate in candidates[1..]) if (candidate.Logit > best.Logit) best = candidate;
        return best.Id;
    }

    private void Add(nint sampler) => LlamaNative.llama_sampler_chain_add(chain!, sampler);

    private static SamplerHandle Grammar(LlamaModel model, string text)
    {
        LlamaLibrary.TakeErrors();
        var sampler = LlamaNative.llama_sampler_init_grammar(model.Vocabulary, text, "root");
        if (sampler == 0) throw new ArgumentException($"The grammar is not valid GBNF with a rule 'root'. {LlamaLibrary.TakeErrors()}", nameof(text));
        var own = LlamaNative.llama_sampler_chain_init(default);
        LlamaNative.llama_sampler_chain_add(own, sampler);
        return own;
    }
}
