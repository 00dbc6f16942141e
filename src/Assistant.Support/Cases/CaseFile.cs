using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace Assistant.Support.Cases;

/// <summary>A line of a file of cases, from 1: a case, or why it is none.</summary>
public sealed record CaseLine(int Line, IncomingCase? Case, string? Error);

/// <summary>Reads files of cases, line by line: what is no case is told by its line, and the rest goes on.</summary>
public static class CaseFile
{
    private static readonly string[] Needed = ["from", "message"];
    private static readonly string[] Days = ["checkIn", "checkOut"];

    /// <summary>The columns of a CSV file; <c>from</c> and <c>message</c> are needed.</summary>
    public static IReadOnlyList<string> Header { get; } = ["id", "from", "property", "message", "reference", "checkIn", "checkOut", "guests", "room", "guestName", "replyTo"];

    /// <summary>Reads JSONL: a case a line, in the form of <see cref="IncomingCase"/>. Other fields, as a data set has them, are skipped.</summary>
    public static async IAsyncEnumerable<CaseLine> JsonLinesAsync(TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line)) yield return OfJson(number, line);
        }
    }

    /// <summary>Reads CSV (RFC 4180) with the columns of <see cref="Header"/>, in any order; each line is a case of one message.</summary>
    /// <exception cref="ArgumentException">A column is missing or not known.</exception>
    public static async IAsyncEnumerable<CaseLine> CsvAsync(TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = null, MissingFieldFound = null, TrimOptions = TrimOptions.Trim, DetectColumnCountChanges = false, PrepareHeaderForMatch = header => header.Header.Trim().TrimStart('\uFEFF'),
        };
        using var csv = new CsvReader(reader, configuration);
        if (!await csv.ReadAsync() || !csv.ReadHeader()) throw new ArgumentException($"The file is empty. Its first line names the columns: {string.Join(',', Header)}.");
        var columns = csv.HeaderRecord!.Select(column => column.Trim().TrimStart('\uFEFF')).ToList();
        if (columns.FirstOrDefault(column => !Header.Contains(column)) is { } strange) throw new ArgumentException($"The column '{strange}' is not known. The columns are {string.Join(',', Header)}.");
        if (Needed.FirstOrDefault(column => !columns.Contains(column)) is { } missing) throw new ArgumentException($"The column {missing} is missing. The columns are {string.Join(',', Header)}.");

        var line = csv.Parser.RawRow + 1;
        while (await csv.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return OfFields(line, csv, columns.Count);
            line = csv.Parser.RawRow + 1;
        }
    }

    private static CaseLine OfJson(int number, string line)
    {
        try
        {
            return JsonSerializer.Deserialize<IncomingCase>(line, AssistantJson.Stored) is { } incoming ? new CaseLine(number, incoming, null) : new CaseLine(number, null, "The line holds null, and no case.");
        }
        catch (JsonException exception)
        {
            var field = exception.Path is { Length: > 2 } path ? $" at {path[2..]}" : "";
            return new CaseLine(number, null, $"The line is no case{field}. It is a JSON object with from (guest or owner), messages [{{from,text}}], and what is known of id, property, booking, replyTo.");
        }
    }

    private static CaseLine OfFields(int line, CsvReader csv, int columns)
    {
        if (csv.Parser.Count != columns) return new CaseLine(line, null, $"The line has {csv.Parser.Count} fields and the header {columns}. Put text with commas or line breaks into quotes.");
        string? Field(string name) => csv.TryGetField<string>(name, out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;
        if (!Enum.TryParse<Party>(Field("from"), ignoreCase: true, out var from) || char.IsAsciiDigit(Field("from")![0])) return new CaseLine(line, null, $"from is '{Field("from")}'; it must be guest or owner.");
        foreach (var day in Days)
        {
            if (Field(day) is { } text && Day(text) is null) return new CaseLine(line, null, $"{day} is '{text}'; write it as 2026-11-28.");
        }

        if (Field("guests") is { } guests && !int.TryParse(guests, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return new CaseLine(line, null, $"guests is '{guests}'; it must be a number.");
        var booking = new CaseBooking(
            Field("reference"), Day(Field("checkIn")), Day(Field("checkOut")), Field("guests") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : null, Field("room"), Field("guestName"));
        return new CaseLine(line, new IncomingCase(Field("id"), from, Field("property"), [new CaseMessage(from, Field("message") ?? "")], booking == new CaseBooking() ? null : booking, Field("replyTo")), null);
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
