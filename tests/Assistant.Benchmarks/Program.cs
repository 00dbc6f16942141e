using System.Globalization;
using Assistant.Benchmarks;
using Assistant.Llama;
using Assistant.Testing;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/Assistant.Benchmarks -- --filter '*'
//                                                            -- soak [REQUESTS]
//                                                            -- same MODEL.gguf EXPORT.jsonl
switch (args)
{
    case ["soak", .. var more]:
        using (var folder = new TemporaryFolder())
        using (var model = LlamaModel.Load(TinyGguf.WriteEcho(folder.File("echo.gguf")), new LlamaModelOptions(Threads: 1)))
        {
            var requests = more is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 10_000;
            var soak = new EngineSoak(options => new LlamaChatClient(model, options), requests, seed: 1);
            Console.WriteLine(await soak.RunAsync(CancellationToken.None));
            foreach (var wrong in soak.Wrong) Console.WriteLine(wrong);
        }

        break;
    case ["same", var file, var export]:
        Console.WriteLine(await SameAnswers.CompareAsync(file, export));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
