using System.Diagnostics;
using Assistant.Testing;

namespace Assistant.Tests.Training;

/// <summary>The paraphrase bank keeps its own rules (models/training/bank/README.md).</summary>
public sealed class BankTests
{
    [Fact]
    public async Task Bank_has_no_faults()
    {
        using var process = StartPython(Repository.File("models/training/bank.py"));
        Assert.SkipWhen(process is null, "There is no python3 here to check the bank with.");
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(error.Contains("No module named 'tomllib'", StringComparison.Ordinal), "python3 is older than 3.11 here.");

        Assert.True(process.ExitCode == 0, output + error);
        Assert.Contains("; 0 faults", output, StringComparison.Ordinal);
    }

    private static Process? StartPython(string script)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("python3", [script]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
