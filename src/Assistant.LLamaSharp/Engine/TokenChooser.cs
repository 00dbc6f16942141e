using System.Globalization;
using System.Numerics.Tensors;
using Assistant.Llama.Engine;
using LLama.Native;
using Microsoft.Extensions.AI;

namespace Assistant.LLamaSharp.Engine;

/// <summary>
/// Chooses the next token of one conversation out of LLamaSharp's samplers, by the same options as <see cref="TokenSampler"/>: greedy without a
/// temperature, else seeded; a grammar is asked for the chosen token first, and for all of them only where it refuses that.
/// </summary>
internal sealed class TokenChooser : IDisposable
{
    private readonly IReadOnlyDictionary<int, float> biases;
    private readonly SafeLLamaSamplerChainHandle? chain; // null: the likeliest token
    private readonly SafeLLamaSamplerChainHandle? grammar;
    private readonly LLamaTokenData[] all;

    /// <exception cref="ArgumentException">The grammar is not valid, or the options ask for what LLamaSharp cannot do here.</exception>
    internal TokenChooser(LLamaSharpModel model, ChatOptions? options)
    {
        if (options.Extra("lora") is not null) throw new ArgumentException("LLamaSharp applies 'lora' to all conversations of a context, not to one. Leave it out, or set Assistant:Models:Runtime to llama.cpp.", nameof(options));
        all = new LLamaTokenData[model.Weights.Vocab.Count];
        biases = Biases(model, options);
        if (options.Extra("grammar")?.ToString() is { Length: > 0 } text) grammar = Grammar(model, text);
        chain = Chain(options);
    }

    /// <summary>The next token by the scores of the whole vocabulary; it is remembered.</summary>
    internal LLamaToken Next(Span<float> logits)
    {
        foreach (var (id, bias) in biases) logits[id] += bias;
        var token = chain is null ? TensorPrimitives.IndexOfMax(logits) : Draw(logits, isBound: false);
        if (grammar is not null && !Allows(token)) token = Draw(logits, isBound: true);
        grammar?.Accept(token);
        chain?.Accept(token);
        return token;
    }

    public void Dispose()
    {
        chain?.Dispose();
        grammar?.Dispose();
    }

    private static Dictionary<int, float> Biases(LLamaSharpModel model, ChatOptions? options)
    {
        var biases = new Dictionary<int, float>();
        if (options.Extra("logit_bias") is { } given)
        {
            foreach (var (id, bias) in given as IReadOnlyDictionary<int, float> ?? throw new ArgumentException("'logit_bias' is no dictionary of tokens (int) and what is added to their score (float).", nameof(options)))
            {
                biases[id] = id >= 0 && id < model.Weights.Vocab.Count ? bias : throw new ArgumentException($"'logit_bias' names token {id}; {model.Path} has tokens 0 to {model.Weights.Vocab.Count - 1}.", nameof(options));
            }
        }

        if (options.Extra("ignore_eos") is true) foreach (var token in model.EndTokens) biases[(int)token] = float.NegativeInfinity;
        return biases;
    }

    private static SafeLLamaSamplerChainHandle? Chain(ChatOptions? options)
    {
        var isGreedy = options?.Temperature is null or 0;
        var isPenalised = options?.FrequencyPenalty is not null || options?.PresencePenalty is not null;
        if (isGreedy && !isPenalised) return null;
        var chain = SafeLLamaSamplerChainHandle.Create(LLamaSamplerChainParams.Default());
        if (isPenalised) chain.AddPenalties(TokenSampler.PenaltyWindow, 1, options!.FrequencyPenalty ?? 0, options.PresencePenalty ?? 0);
        if (isGreedy)
        {
            chain.AddGreedySampler();
            return chain;
        }

        if (options!.TopK is { } k) chain.AddTopK(k);
        if (options.TopP is { } p) chain.AddTopP(p, 1);
        if (options.Extra("min_p") is { } least) chain.AddMinP(Convert.ToSingle(least, CultureInfo.InvariantCulture), 1);
        chain.AddTemperature(options.Temperature!.Value);
        chain.AddDistributionSampler((uint)(options.Seed ?? Random.Shared.Next()));
        return chain;
    }

    private static SafeLLamaSamplerChainHandle Grammar(LLamaSharpModel model, string text)
    {
        LLamaSharpLibrary.TakeErrors();
        var grammar = SafeLLamaSamplerChainHandle.Create(LLamaSamplerChainParams.Default());
        grammar.AddGrammar(model.Weights.NativeHandle, text, "root");
        if (LLamaSharpLibrary.TakeErrors() is not { Length: > 0 } complaint) return grammar;
        grammar.Dispose(); // AddGrammar does not tell that it added nothing; using that would end the process
        throw new ArgumentException($"The grammar is not valid GBNF with a rule 'root'. {complaint}", nameof(text));
    }

    private bool Allows(LLamaToken token)
    {
        LLamaTokenData[] one = [new(token, 0, 0)];
        using var pin = LLamaTokenDataArrayNative.Create(new LLamaTokenDataArray(one), out var native);
        grammar!.Apply(ref native);
        return !float.IsNegativeInfinity(one[0].Logit);
    }

    private LLamaToken Draw(ReadOnlySpan<float> logits, bool isBound)
    {
        using var pin = LLamaTokenDataArrayNative.Create(LLamaTokenDataArray.Create(logits, all), out var native);
        if (isBound) grammar!.Apply(ref native);
        if (chain is null) return Likeliest(native.Data);
        chain.Apply(ref native);
        return native.Data[(int)native.Selected].ID;
    }

    private static LLamaToken Likeliest(ReadOnlySpan<LLamaTokenData> candidates)
    {
        var best = candidates[0];
        foreach (var candidate in candidates[1..]) if (candidate.Logit > best.Logit) best = candidate;
        return best.ID;
    }
}
