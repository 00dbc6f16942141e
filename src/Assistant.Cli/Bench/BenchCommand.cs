using System.CommandLine;
using System.Globalization;
using Assistant.Generate;
using Assistant.Llama;
using Assistant.Llama.Engine;

namespace Assistant.Cli.Bench;

/// <summary><c>assistant bench</c>: throughput and latency of the parts.</summary>
internal static class BenchCommand
{
    private const int ContextTokens = 1024;

    internal static Command Create()
    {
        var model = new Option<string>("--model") { Description = "A GGUF file or the name of a known model.", DefaultValueFactory = _ => "assistant-answerer" };
        var concurrency = new Option<int>("--concurrency") { Description = "Chats at a time.", DefaultValueFactory = _ => 4 };
        var chats = new Option<int>("--chats") { Description = "Chats in all. Default: three times the concurrency, eight at least." };
        var prompts = new Option<string?>("--prompts") { Description = "Prompts to hold instead of even ones: a file of 'training export'." };
        var server = new Option<string?>("--server") { Description = "Measure this llama-server instead, started for it." };
        var threads = new Option<int>("--threads") { Description = "CPU threads.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var drafts = new Option<int>("--drafts") { Description = "Tokens guessed ahead at most.", DefaultValueFactory = _ => new EngineOptions().DraftTokens };
        var json = Options.Json();
        var engine = new Command("engine", "Holds chats of about 300 prompt tokens, 150 of them shared, and 64 tokens of answer.") { model, concurrency, chats, prompts, server, threads, drafts, json };
        engine.SetAction(async (result, cancellationToken) =>
        {
            var path = ModelRegistry.Default.PathOf(result.GetValue(model)!);
            var atOnce = result.GetValue(concurrency);
            ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1, "--concurrency");
            var count = result.GetValue(chats) is > 0 and var given ? given : Math.Max(8, 3 * atOnce);
            EngineFigures figures;
            if (result.GetValue(server) is { } program)
            {
                EngineLoad load;
                using (var loaded = LlamaModel.Load(path, new LlamaModelOptions(result.GetValue(threads)))) load = Load(loaded.CountTokens);
                ProcessMemory.ForgetPeak(); // the model was only there to count tokens
                using var peer = await LlamaServer.StartAsync(program, path, atOnce, ContextTokens, result.GetValue(threads), cancellationToken);
                figures = await load.RunAsync(peer, atOnce, cancellationToken) with { Engine = "llama-server", PeakMemoryMiB = ProcessMemory.Peak(Environment.ProcessId), ServerMemoryMiB = ProcessMemory.Peak(peer.ProcessId) };
            }
            else
            {
                var options = Options.Model(path);
                (options.Threads, options.MaxConcurrent, options.ContextTokens, options.DraftTokens) = (result.GetValue(threads), atOnce, ContextTokens, result.GetValue(drafts));
                using var client = Models.ChatClient(options);
                figures = await Load(text => Models.CountTokens(client, text)).RunAsync(client, atOnce, cancellationToken) with
                {
                    Engine = options.Runtime == new ModelOptions().Runtime ? "assistant" : options.Runtime,
                    PeakMemoryMiB = ProcessMemory.Peak(Environment.ProcessId),
                };
            }

            Console.Out.WriteLine(result.GetValue(json) ? Output.Json(figures) : string.Create(
                CultureInfo.InvariantCulture,
                $"{figures.Engine,-12} {figures.Concurrency,3} at a time, {figures.Chats} chats: {figures.TokensPerSecond:0} tokens/s, each chat writes {figures.DecodePerSecond:0}/s, first token after {figures.FirstTokenP50:0} ms (p50), {figures.FirstTokenP95:0} ms (p95), peak memory {figures.PeakMemoryMiB:0}{(figures.ServerMemoryMiB is { } more ? $" + {more:0}" : "")} MiB"));
            return CommandLine.Done;

            EngineLoad Load(Func<string, int> countTokens) => result.GetValue(prompts) is { } file ? EngineLoad.Of(file, count) : EngineLoad.Even(count, countTokens);
        });
        return new Command("bench", "Throughput and latency of the parts.") { engine, EmbedderBench.Create(), SearchBench.Create() };
    }
}
