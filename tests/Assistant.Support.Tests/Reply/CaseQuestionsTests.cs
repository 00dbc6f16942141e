using Assistant.Rank;
using Assistant.Support.Cases;
using Assistant.Support.Reply;

namespace Assistant.Support.Tests.Reply;

public sealed class CaseQuestionsTests
{
    [Fact]
    public void Of_story_with_two_questions_has_them_with_what_stands_before()
    {
        var questions = CaseQuestions.Of(Case("We drive down with the van. It is 1.99 m high. Does it fit into your garage? Also, until when is breakfast?"), RelevanceModel.Default.Seeking);
        Assert.Equal(["Does it fit into your garage?", "Also, until when is breakfast?"], questions.Where(question => question.Text.Contains('?')).Select(question => question.Text));
        Assert.Equal("It is 1.99 m high. Does it fit into your garage?", questions.Single(question => question.Text.StartsWith("Does")).InContext);
    }

    [Fact]
    public void Of_long_thread_is_the_last_ones()
    {
        var questions = CaseQuestions.Of(Case([.. Enumerable.Range(1, 20).Select(number => $"Is room {number} free?")]), RelevanceModel.Default.Seeking);
        Assert.Equal("Is room 20 free?", questions[^1].Text);
        Assert.Equal(8, questions.Count);
    }

    private static SupportCase Case(params string[] messages) => new("c", Party.Guest, null, [.. messages.Select(text => new CaseMessage(Party.Guest, text))]);
}
