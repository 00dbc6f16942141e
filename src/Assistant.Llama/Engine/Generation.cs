using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace Assistant.Llama.Engine;

/// <summary>One request on its way: what it holds, where its text goes, and when what happened. After it was submitted, only the engine's thread changes it.</summary>
internal sealed class Generation : IDisposable
{
    private readonly LlamaModel model;
    private readonly Channel<string> text = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly StopSequences stops;
    private bool holdsAdapter; // it is not freed while this runs
    private readonly Decoder characters = Encoding.UTF8.GetDecoder();

    /// <exception cref="ArgumentException">The options hold a grammar that is not valid.</exception>
    internal Generation(LlamaModel model, int[] prompt, ChatOptions? options, int mostWritten, int draftTokens, CancellationToken cancellationToken)
    {
        this.model = model;
        Tokens = [.. prompt];
        PromptTokens = prompt.Length;
        MostWritten = mostWritten;
        Sampler = new TokenSampler(model, options);
        Lookup = new PromptLookup(draftTokens);
        Adapter = options.Extra("lora") is { } lora ? lora as LlamaAdapter ?? throw new ArgumentException("'lora' is no LlamaAdapter.", nameof(options)) : null;
        if (Adapter is not null && Adapter.Model != model) throw new ArgumentException($"The adapter belongs to {Adapter.Model.Path}, not to {model.Path}.", nameof(options));
        Adapter?.Handle.DangerousAddRef(ref holdsAdapter);
        stops = new StopSequences(options?.StopSequences ?? []);
        Cancellation = cancellationToken;
    }

    /// <summary>The prompt and what was written so far.</summary>
    internal List<int> Tokens { get; }

    internal int PromptTokens { get; }

    internal int MostWritten { get; }

    internal int Written => Tokens.Count - PromptTokens;

    /// <summary>Tokens of the prompt that the cache held already.</summary>
    internal int CachedTokens { get; set; }

    internal TokenSampler Sampler { get; }

    /// <summary>What the model is changed by for this request; null for the model as it is.</summary>
    internal LlamaAdapter? Adapter { get; }

    internal PromptLookup Lookup { get; }

    internal CancellationToken Cancellation { get; }

    /// <summary>The text, whole characters at a time; ends with what <see cref="Fail"/> was given, if anything.</summary>
    internal ChannelReader<string> Text => text.Reader;

    internal ChatFinishReason FinishReason { get; private set; } = ChatFinishReason.Stop;

    internal long SubmittedAt { get; } = Stopwatch.GetTimestamp();

    internal long? StartedAt { get; set; }

    internal long? FirstTokenAt { get; private set; }

    /// <summary>Takes the next token; returns whether the answer is at its end.</summary>
    internal bool Take(int token)
    {
        FirstTokenAt ??= Stopwatch.GetTimestamp();
        if (model.IsEndOfGeneration(token)) return End(ChatFinishReason.Stop);
        Tokens.Add(token);
        var bytes = model.Piece(token);
        var buffer = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        if (stops.Take(new string(buffer, 0, characters.GetChars(bytes, buffer, flush: false))) is { Length: > 0 } shown) text.Writer.TryWrite(shown);
        return stops.IsHit ? End(ChatFinishReason.Stop) : Written >= MostWritten && End(ChatFinishReason.Length);
    }

    /// <summary>Ends the text with an error; without one, it just ends.</summary>
    internal void Fail(Exception exception) => text.Writer.TryComplete(exception);

    public void Dispose()
    {
        Sampler.Dispose();
        if (holdsAdapter) Adapter!.Handle.DangerousRelease();
        holdsAdapter = false;
    }

    private bool End(ChatFinishReason reason)
    {
        FinishReason = reason;
        if (stops.Rest() is { Length: > 0 } rest) text.Writer.TryWrite(rest);
        return text.Writer.TryComplete();
    }
}
