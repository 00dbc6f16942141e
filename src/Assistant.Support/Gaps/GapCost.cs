namespace Assistant.Support.Gaps;

/// <summary>
/// How costly a gap is: each question without an answer weighs by where it was asked, and half as much after every <see cref="HalfLife"/>.
/// <c>cost = sum of weight(source) * 0.5^(age / half-life)</c>. The weights are a plain choice, not measured: a case takes a person's time, a report is one
/// person's word for several, a question in the chat cost a guest an answer.
/// </summary>
public static class GapCost
{
    /// <summary>After so long a question counts half: a season.</summary>
    public static TimeSpan HalfLife { get; } = TimeSpan.FromDays(90);

    /// <summary>The weight of a question: chat 1, report 2, case 5.</summary>
    public static double WeightOf(GapSource source) => source switch
    {
        GapSource.Case => 5,
        GapSource.Report => 2,
        _ => 1,
    };

    /// <summary>The cost of questions at an instant, from 0; one asked later than that counts whole.</summary>
    public static double Of(IEnumerable<(GapSource Source, DateTimeOffset AskedAt)> questions, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(questions);
        return questions.Sum(question => WeightOf(question.Source) * Math.Pow(0.5, Math.Max(0, (now - question.AskedAt) / HalfLife)));
    }
}
