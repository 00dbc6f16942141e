using System.Globalization;
using Assistant.Llama;
using Assistant.Testing;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/Assistant.Benchmarks -- --filter '*'
// dotnet run -c Release --project tests/Assistant.Benchmarks -- soak [REQUESTS]
if (args is not ["soak", .. var more])
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return;
}

using var folder = new TemporaryFolder();
using var model = LlamaModel.Load(TinyGguf.WriteEcho(folder.File("echo.gguf")), new LlamaModelOptions(Threads: 1));
var requests = more is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 10_000;
Console.WriteLine(await new EngineSoak(model, requests, seed: 1).RunAsync(CancellationToken.None));
