using System.Text;
using Assistant.Evaluation.Labelling;
using Assistant.Testing;

namespace Assistant.Evaluation.Tests.Labelling;

public sealed class QuestionsTextTests
{
    // Another spacing, an escape and an empty line: what is not edited must keep all of them.
    private const string First = """{"id":"q-1","property":"p","focus":[],"history":[],"message":"caf\u00e9?","sources":{},"answer":null,"key":[],"negative":null,"topic":"unanswerable","says":"nothing"}""";
    private const string Second = """{"id": "q-2", "property": "p", "focus": [], "history": [], "message": "è?", "sources": {}, "answer": null, "key": [], "negative": null, "topic": "unanswerable", "says": "nothing"}""";

    [Fact]
    public void Replace_changes_one_line_and_keeps_the_bytes_of_the_others()
    {
        var text = Read($"{First}\r\n\n{Second}");

        var edited = text.Replace("q-2", text.Find("q-2")! with { Message = "where?" });

        Assert.Equal($"{First}\r\n\n{Second.Replace("è?", "where?", StringComparison.Ordinal)}", Encoding.UTF8.GetString(edited.ToBytes()));
    }

    [Fact]
    public void Replace_without_a_difference_is_the_same_text()
    {
        var text = Read(First);

        Assert.Same(text, text.Replace("q-1", text.Find("q-1")!));
    }

    [Fact]
    public void Add_ends_an_unended_last_line_first()
    {
        var text = Read(First);

        Assert.Equal($"{First}\n{Second}\n", Encoding.UTF8.GetString(text.Add(Read(Second).Find("q-2")!).ToBytes()));
        Assert.Throws<ArgumentException>(() => text.Add(text.Find("q-1")!));
    }

    [Fact]
    public void Remove_takes_the_line_with_its_end() => Assert.Equal($"{Second}\n", Encoding.UTF8.GetString(Read($"{First}\n{Second}\n").Remove("q-1").ToBytes()));

    [Fact]
    public void Read_what_is_no_question_names_the_line() =>
        Assert.StartsWith("Line 2: ", Assert.Throws<FormatException>(() => Read($"{First}\n{{\"id\":\"q-2\"}}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Golden_set_is_read_and_written_back_byte_for_byte()
    {
        var bytes = File.ReadAllBytes(Repository.File("eval/datasets/golden/questions.jsonl"));

        var text = QuestionsText.Read(bytes);

        Assert.Equal(bytes, text.ToBytes());
        Assert.Equal(File.ReadLines(Repository.File("eval/datasets/golden/questions.jsonl")), text.Questions.Select(QuestionLine.Write));
    }

    [Fact]
    public async Task Edit_on_an_older_revision_is_refused_and_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "questions.jsonl");
        await File.WriteAllTextAsync(path, $"{First}\n{Second}\n", TestContext.Current.CancellationToken);
        var file = new QuestionsFile(path);
        var seen = (await file.ReadAsync(TestContext.Current.CancellationToken)).Revision;
        await file.EditAsync(seen, text => text.Replace("q-1", text.Find("q-1")! with { Message = "mine" }), TestContext.Current.CancellationToken);

        var stale = await Assert.ThrowsAsync<StaleRevisionException>(() => file.EditAsync(seen, text => text.Remove("q-1"), TestContext.Current.CancellationToken));

        Assert.Equal("mine", stale.Now.Find("q-1")!.Message);
        Assert.Equal(stale.Now.Revision, (await file.ReadAsync(TestContext.Current.CancellationToken)).Revision);
        Assert.Equal(["questions.jsonl"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Edits_at_the_same_time_all_arrive()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "questions.jsonl");
        await File.WriteAllTextAsync(path, $"{First}\n", TestContext.Current.CancellationToken);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AddAsync(new QuestionsFile(path), $"new-{i}")));

        Assert.Equal(9, (await new QuestionsFile(path).ReadAsync(TestContext.Current.CancellationToken)).Questions.Count());
    }

    private static async Task AddAsync(QuestionsFile file, string id)
    {
        while (true)
        {
            var text = await file.ReadAsync(TestContext.Current.CancellationToken);
            try
            {
                await file.EditAsync(text.Revision, now => now.Add(now.Find("q-1")! with { Id = id }), TestContext.Current.CancellationToken);
                return;
            }
            catch (StaleRevisionException)
            {
                // Someone was faster: made again on what the file holds now.
            }
        }
    }

    private static QuestionsText Read(string text) => QuestionsText.Read(Encoding.UTF8.GetBytes(text));
}
