using System.Diagnostics;
using System.Text;
using Assistant.Testing;

namespace Assistant.Cli.Tests;

/// <summary>The <c>assistant</c> command as a user starts it: a process of its own.</summary>
internal static class Cli
{
    internal sealed record Result(int ExitCode, string Output, string Error);

    /// <summary>The built program, as <c>dotnet</c> runs it.</summary>
    internal static string Program { get; } = Repository.File($"src/Assistant.Cli/bin/{new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name}/net10.0/Assistant.Cli.dll"); // bin/Debug/net10.0

    /// <summary>What it is told by its environment.</summary>
    internal static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Assistant__Conversations"] = $"sqlite:{Path.Combine(Path.GetTempPath(), $"assistant-cli-{Environment.ProcessId}.db")}",
        ["Assistant__Models__Answerer"] = "none", // tests name the models they mean
        ["Assistant__Models__Embedder"] = "none",
    };

    internal static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardInput = arguments is ["mcp", ..], // what it reads; the others read nothing
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in Settings) start.Environment[name] = value;
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
