using System.Globalization;

namespace Assistant.Evaluation.Reports;

/// <summary>How numbers and days are written on the page.</summary>
internal static class TrendText
{
    private const double Large = 100; // milliseconds and counts need no thousandths

    /// <summary>Three decimals, as measures between 0 and 1 are written in this project: .885.</summary>
    internal static string Number(double value) => Signed(value, value.ToString(Math.Abs(value) >= Large ? "#,0.0" : Math.Abs(value) >= 9.9995 ? "0.00" : ".000", CultureInfo.InvariantCulture));

    /// <summary>With its sign.</summary>
    internal static string Change(double value)
    {
        var text = Number(value);
        return text == ".000" || value < 0 ? text : $"+{text}";
    }

    internal static string Tick(double value, int decimals) => Signed(value, Math.Abs(value) < 1e-9 ? "0" : value.ToString($"#,#.{new string('0', decimals)}", CultureInfo.InvariantCulture));

    internal static string? Interval(TrendValue value) => value is { Lo: { } lo, Hi: { } hi } ? $"{Number(lo)} to {Number(hi)}" : null;

    internal static string Day(DateTimeOffset at, bool isLong = false) =>
        at.UtcDateTime.ToString(isLong ? at.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "d MMM yyyy" : "d MMM yyyy, HH:mm" : "d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A day as told beside a later one: its year only where that is another.</summary>
    internal static string DayBefore(DateTimeOffset at, DateTimeOffset later) =>
        at.UtcDateTime.Year == later.UtcDateTime.Year ? at.UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture) : Day(at);

    /// <summary>A suite's folders are named after its runs, commas and spaces as hyphens.</summary>
    internal static string Name(string folder) => folder.Replace("--", ", ", StringComparison.Ordinal);

    private static string Signed(double value, string text) => value < 0 ? text.Replace('-', '−') : text;
}
