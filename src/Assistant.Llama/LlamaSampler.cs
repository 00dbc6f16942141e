using Assistant.Llama.Native;
using Microsoft.Extensions.AI;

namespace Assistant.Llama;

/// <summary>Chooses the next token: a grammar first, where there is one; then greedy, or penalties, top-k, top-p, temperature and a seeded draw.</summary>
internal sealed class LlamaSampler : IDisposable
{
    private const int PenaltyWindow = 64; // llama.cpp's own default
    private readonly SamplerHandle chain = LlamaNative.llama_sampler_chain_init(default);

    internal LlamaSampler(LlamaModel model, ChatOptions? options)
    {
        if (Grammar(options) is { } grammar)
        {
            LlamaLibrary.TakeErrors();
            var sampler = LlamaNative.llama_sampler_init_grammar(model.Vocabulary, grammar, "root");
            if (sampler == 0)
            {
                chain.Dispose();
                throw new ArgumentException($"The grammar is not valid GBNF with a rule 'root'. {LlamaLibrary.TakeErrors()}", nameof(options));
            }

            LlamaNative.llama_sampler_chain_add(chain, sampler);
        }

        if (options?.FrequencyPenalty is not null || options?.PresencePenalty is not null)
        {
            LlamaNative.llama_sampler_chain_add(chain, LlamaNative.llama_sampler_init_penalties(PenaltyWindow, 1, options.FrequencyPenalty ?? 0, options.PresencePenalty ?? 0));
        }

        if (options?.Temperature is null or 0)
        {
            LlamaNative.llama_sampler_chain_add(chain, LlamaNative.llama_sampler_init_greedy());
            return;
        }

        if (options.TopK is { } k) LlamaNative.llama_sampler_chain_add(chain, LlamaNative.llama_sampler_init_top_k(k));
        if (options.TopP is { } p) LlamaNative.llama_sampler_chain_add(chain, LlamaNative.llama_sampler_init_top_p(p, 1));
        LlamaNative.llama_sampler_chain_add(chain, LlamaNative.llama_sampler_init_temp(options.Temperature.Value));
        LlamaNative.llama_sampler_chain_add(chain, LlamaNative.llama_sampler_init_dist((uint)(options.Seed ?? Random.Shared.Next())));
    }

    /// <summary>The next token after the last one that was run; the sampler remembers it.</summary>
    internal int Next(LlamaContext context) => LlamaNative.llama_sampler_sample(chain, context.Handle, -1);

    public void Dispose() => chain.Dispose();

    private static string? Grammar(ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue("grammar", out var grammar) == true && grammar?.ToString() is { Length: > 0 } text ? text : null;
}
