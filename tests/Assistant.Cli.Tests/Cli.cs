using System.Diagnostics;
using System.Text;
using Assistant.Testing;

namespace Assistant.Cli.Tests;

/// <summary>The <c>assistant</c> command as a user starts it: a process of its own.</summary>
internal static class Cli
{
    internal sealed record Result(int ExitCode, string Output, string Error);

    internal static Process Start(params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name; // bin/Debug/net10.0
        var start = new ProcessStartInfo("dotnet", [Repository.File($"src/Assistant.Cli/bin/{configuration}/net10.0/Assistant.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["Assistant__Conversations"] = $"sqlite:{Path.Combine(Path.GetTempPath(), $"assistant-cli-{Environment.ProcessId}.db")}";
        start.Environment["Assistant__Models__Answerer"] = "none"; // tests name the models they mean
        start.Environment["Assistant__Models__Embedder"] = "none";
        return Process.Start(start)!;
    }

    internal static async Task<Result> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await EndAsync(process);
    }

    internal static async Task<Result> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Result(process.ExitCode, await output, await error);
    }
}
