using System.Globalization;

namespace Assistant.Cli.Bench;

/// <summary>Peak resident memory, as Linux tells it (VmHWM).</summary>
internal static class ProcessMemory
{
    /// <summary>Starts the count of this process's peak anew.</summary>
    internal static void ForgetPeak()
    {
        if (OperatingSystem.IsLinux()) File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <summary>The peak in MiB; null where the system does not tell.</summary>
    internal static double? Peak(int processId)
    {
        var file = $"/proc/{processId}/status";
        return File.Exists(file) && File.ReadLines(file).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024
            : null;
    }
}
