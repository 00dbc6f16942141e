using System.Globalization;
using System.Net;
using System.Text;

namespace Assistant.Evaluation.Reports;

/// <summary>A self-contained HTML page: no script, nothing loaded; light and dark, for screens and paper.</summary>
internal static class Page
{
    private static readonly string Style = Read("page.css") + Read("report.css");

    /// <summary>The whole page.</summary>
    /// <param name="title">Its title and heading.</param>
    /// <param name="lead">HTML under the heading.</param>
    /// <param name="body">HTML of the rest.</param>
    internal static string Of(string title, string lead, string body) => new StringBuilder()
        .Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .Append(CultureInfo.InvariantCulture, $"<title>{Html(title)}</title>\n<style>\n{Style}</style>\n</head>\n<body>\n<header>\n<h1>{Html(title)}</h1>\n{lead}\n</header>\n<main>\n{body}</main>\n</body>\n</html>\n").ToString();

    internal static string Html(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Three decimals without a leading zero; large numbers without.</summary>
    internal static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "#,0" : Math.Abs(value) >= 1.9995 ? "0.0" : Math.Abs(value) >= .9995 ? "0.000" : ".000", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>With its sign.</summary>
    internal static string Change(double value) => Math.Abs(value) < .0005 ? "0" : $"{(value > 0 ? "+" : "")}{Number(value)}";

    internal static string Join<T>(IEnumerable<T> parts, Func<T, string> html) => string.Concat(parts.Select(html));

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Page).Assembly.GetManifestResourceStream($"Assistant.Evaluation.Reports.{name}")!);
        return reader.ReadToEnd();
    }
}
