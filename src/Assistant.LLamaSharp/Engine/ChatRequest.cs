using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Assistant.Llama;
using LLama;
using LLama.Native;
using Microsoft.Extensions.AI;

namespace Assistant.LLamaSharp.Engine;

/// <summary>One request: its prompt, what was written so far, and where its text goes. After it was submitted, only the engine's loop changes it.</summary>
internal sealed class ChatRequest : IDisposable
{
    private readonly LLamaSharpModel model;
    private readonly TokenChooser chooser;
    private readonly StreamingTokenDecoder characters;
    private readonly StopSequences stops;
    private readonly int mostWritten;
    private readonly Channel<string> text = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    /// <exception cref="ArgumentException">The options hold a grammar that is not valid, or what LLamaSharp cannot do.</exception>
    internal ChatRequest(LLamaSharpModel model, IReadOnlyList<int> prompt, ChatOptions? options, int room, CancellationToken cancellationToken)
    {
        this.model = model;
        Tokens = [.. prompt.Select(token => (LLamaToken)token)];
        PromptTokens = prompt.Count;
        mostWritten = Math.Min(options?.MaxOutputTokens ?? int.MaxValue, room);
        chooser = new TokenChooser(model, options);
        characters = new StreamingTokenDecoder(Encoding.UTF8, model.Weights);
        stops = new StopSequences(options?.StopSequences ?? []);
        Cancellation = cancellationToken;
    }

    /// <summary>The prompt and what was written so far.</summary>
    internal List<LLamaToken> Tokens { get; }

    internal int PromptTokens { get; }

    internal int Written => Tokens.Count - PromptTokens;

    /// <summary>Tokens of the prompt that were held already.</summary>
    internal int CachedTokens { get; set; }

    internal CancellationToken Cancellation { get; }

    internal long SubmittedAt { get; } = Stopwatch.GetTimestamp();

    /// <summary>The text, whole characters at a time; ends with what <see cref="Fail"/> was given, if anything.</summary>
    internal ChannelReader<string> Text => text.Reader;

    internal ChatFinishReason FinishReason { get; private set; } = ChatFinishReason.Stop;

    /// <summary>Chooses the next token by the scores of the whole vocabulary; returns whether the answer is at its end.</summary>
    internal bool Continue(Span<float> logits)
    {
        var token = chooser.Next(logits);
        if (model.IsEndOfGeneration(token)) return End(ChatFinishReason.Stop);
        Tokens.Add(token);
        characters.Add(token);
        if (stops.Take(characters.Read()) is { Length: > 0 } shown) text.Writer.TryWrite(shown);
        return stops.IsHit ? End(ChatFinishReason.Stop) : Written >= mostWritten && End(ChatFinishReason.Length);
    }

    /// <summary>Ends the text with an error.</summary>
    internal void Fail(Exception exception) => text.Writer.TryComplete(exception);

    public void Dispose() => chooser.Dispose();

    private bool End(ChatFinishReason reason)
    {
        FinishReason = reason;
        if (stops.Rest() is { Length: > 0 } rest) text.Writer.TryWrite(rest);
        return text.Writer.TryComplete();
    }
}
