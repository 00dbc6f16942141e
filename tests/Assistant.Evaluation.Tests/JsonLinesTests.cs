using Assistant.Testing;

namespace Assistant.Evaluation.Tests;

public sealed class JsonLinesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("{\"speaker\":\"U\",\"text\":\"a\"}\n{", "turns.jsonl:2")]
    [InlineData("null", "turns.jsonl:1")]
    public void Read_broken_line_names_file_and_line(string text, string expected)
    {
        folder.Write("turns.jsonl", text);

        Assert.Contains(expected, Assert.Throws<FormatException>(() => JsonLines.Read<DatasetTurn>(folder.File("turns.jsonl")).ToList()).Message, StringComparison.Ordinal);
    }
}
