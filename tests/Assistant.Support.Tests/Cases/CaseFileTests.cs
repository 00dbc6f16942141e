using Assistant.Support.Cases;
using static Assistant.Support.Tests.Desk;

namespace Assistant.Support.Tests.Cases;

public sealed class CaseFileTests
{
    [Fact]
    public async Task JsonLines_fields_of_a_data_set_are_skipped_and_bad_lines_told()
    {
        var lines = await CaseFile.JsonLinesAsync(
            new StringReader("""
                {"id":"a","split":"dev","from":"owner","property":null,"language":"en","messages":[{"from":"owner","text":"How do I block dates?"}],"booking":null,"action":"template","facts":[]}

                {"id":"b","from":"robot"}
                not json
                """), Token).ToListAsync(Token);

        Assert.Equal([1, 3, 4], lines.Select(line => line.Line));
        Assert.Equal((Party.Owner, "How do I block dates?"), (lines[0].Case!.From!.Value, lines[0].Case!.Messages![0].Text));
        Assert.All(lines.Skip(1), line => Assert.Contains("The line is no case", line.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Csv_columns_in_any_order_make_cases_and_bad_lines_are_told_by_their_number()
    {
        var lines = await CaseFile.CsvAsync(
            new StringReader("from,id,message,checkIn,guests,guestName\nguest,a,\"Hello, two\nlines\",2026-12-03,2,Ada\nrobot,b,Hi,,,\nguest,c,Hi,3.12.2026,,\nguest,d,Hi,,two,\nowner,e,Hi,,,\nguest,f,Hi, there,,\n"), Token).ToListAsync(Token);

        Assert.Equal([2, 4, 5, 6, 7, 8], lines.Select(line => line.Line));
        Assert.Equal(("Hello, two\nlines", new CaseBooking(CheckIn: new DateOnly(2026, 12, 3), Guests: 2, GuestName: "Ada")), (lines[0].Case!.Messages![0].Text, lines[0].Case!.Booking));
        Assert.Null(lines[4].Case!.Booking);
        Assert.Contains("guest or owner", lines[1].Error, StringComparison.Ordinal);
        Assert.Contains("2026-11-28", lines[2].Error, StringComparison.Ordinal);
        Assert.Contains("guests is 'two'", lines[3].Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("from,text\n", "The column 'text' is not known")]
    [InlineData("from,id\n", "The column message is missing")]
    public async Task Csv_header_of_no_use_is_refused(string file, string words)
    {
        var problem = await Assert.ThrowsAsync<ArgumentException>(async () => await CaseFile.CsvAsync(new StringReader(file), Token).ToListAsync(Token));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }
}
