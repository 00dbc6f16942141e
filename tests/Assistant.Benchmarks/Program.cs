using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/Assistant.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
