using System.Text;
using System.Text.RegularExpressions;
using Assistant.Evaluation.Training;

namespace Assistant.Evaluation.Labelling;

/// <summary>
/// The text of a <c>questions.jsonl</c>, line by line, for editing: a line that is not edited keeps its bytes, its place and its line end.
/// </summary>
public sealed partial class QuestionsText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly IReadOnlyList<Line> lines;

    private QuestionsText(IReadOnlyList<Line> lines) => this.lines = lines;

    /// <summary>The questions, in the order of their lines.</summary>
    public IEnumerable<KeyedQuestion> Questions => lines.Where(line => line.Question is not null).Select(line => line.Question!);

    /// <summary>A digest of every byte: another revision is another file.</summary>
    public string Revision => ContentHashes.Of(string.Concat(lines.Select(line => line.Text + line.End)));

    /// <summary>Reads the bytes of a file; empty lines are kept and are no questions.</summary>
    /// <exception cref="FormatException">A line is no question, or an id stands twice; the message names the line.</exception>
    public static QuestionsText Read(ReadOnlySpan<byte> bytes)
    {
        string text;
        try
        {
            text = Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new FormatException($"The file is not UTF-8: {exception.Message}", exception);
        }

        var lines = LineAndEnd().Matches(text).Where(match => match.Length > 0).Select((match, i) => LineOf(i + 1, match.Groups["text"].Value, match.Groups["end"].Value)).ToList();
        if (lines.Where(line => line.Question is not null).GroupBy(line => line.Question!.Id).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new FormatException($"The id '{twice.Key}' stands {twice.Count()} times. Give each question an id of its own.");
        }

        return new QuestionsText(lines);
    }

    /// <summary>The bytes to store.</summary>
    public byte[] ToBytes() => Utf8.GetBytes(string.Concat(lines.Select(line => line.Text + line.End)));

    /// <summary>The question with this id, or null.</summary>
    public KeyedQuestion? Find(string id) => Questions.FirstOrDefault(question => question.Id == id);

    /// <summary>The text with a question at its end.</summary>
    /// <exception cref="ArgumentException">Its id is taken.</exception>
    public QuestionsText Add(KeyedQuestion question)
    {
        RequireFree(question.Id);
        var end = lines.FirstOrDefault(line => line.End.Length > 0)?.End ?? "\n";
        var before = lines.Count > 0 && lines[^1].End.Length == 0 ? [.. lines.SkipLast(1), lines[^1] with { End = end }] : lines;
        return new QuestionsText([.. before, new Line(QuestionLine.Write(question), end, question)]);
    }

    /// <summary>The text with a question in place of the one that has this id. Where nothing differs, the line stays as it is.</summary>
    /// <exception cref="ArgumentException">No question has this id, or the new id is taken.</exception>
    public QuestionsText Replace(string id, KeyedQuestion question)
    {
        var at = IndexOf(id);
        if (question.Id != id) RequireFree(question.Id);
        var text = QuestionLine.Write(question);
        if (QuestionLine.Write(lines[at].Question!) == text) return this;
        var mark = lines[at].Text.StartsWith(ByteOrderMark) ? $"{ByteOrderMark}" : "";
        return new QuestionsText([.. lines.Select((line, i) => i == at ? line with { Text = mark + text, Question = question } : line)]);
    }

    /// <summary>The text without the question that has this id.</summary>
    /// <exception cref="ArgumentException">No question has this id.</exception>
    public QuestionsText Remove(string id)
    {
        var at = IndexOf(id);
        return new QuestionsText([.. lines.Where((_, i) => i != at)]);
    }

    private const char ByteOrderMark = '\uFEFF';

    private int IndexOf(string id)
    {
        var at = lines.Select(line => line.Question?.Id).ToList().IndexOf(id);
        return at >= 0 ? at : throw new ArgumentException($"There is no question '{id}' in the file. Someone may have removed or renamed it: reload.", nameof(id));
    }

    private void RequireFree(string id)
    {
        if (Find(id) is not null) throw new ArgumentException($"The id '{id}' is taken. Give the question another one.", nameof(id));
    }

    private static Line LineOf(int number, string text, string end)
    {
        var json = text.TrimStart(ByteOrderMark);
        if (string.IsNullOrWhiteSpace(json)) return new Line(text, end, null);
        try
        {
            return new Line(text, end, QuestionLine.Read(json));
        }
        catch (FormatException exception)
        {
            throw new FormatException($"Line {number}: {exception.Message}", exception);
        }
    }

    [GeneratedRegex(@"(?<text>[^\n]*?)(?<end>\r?\n|\z)")]
    private static partial Regex LineAndEnd();

    private sealed record Line(string Text, string End, KeyedQuestion? Question);
}
