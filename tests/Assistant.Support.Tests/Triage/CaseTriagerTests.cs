using Assistant.Support.Cases;
using Assistant.Support.Triage;

namespace Assistant.Support.Tests.Triage;

public sealed class CaseTriagerTests
{
    private static readonly CaseTriager Triager = new(TriageModel.Default);

    [Theory]
    [InlineData("I demand my money back for the two nights without heating.", RestrictedTopic.Refund)]
    [InlineData("My solicitor will write to you about the contract and we will see you in court.", RestrictedTopic.Legal)]
    [InlineData("Somebody broke into our room and my passport was stolen, I am scared to stay.", RestrictedTopic.Safety)]
    [InlineData("My daughter is allergic to nuts and had a reaction last year, is breakfast safe for her?", RestrictedTopic.Medical)]
    [InlineData("They refused to let us in because we are two men in one bed.", RestrictedTopic.Discrimination)]
    public void Read_restricted_topic_is_told(string text, RestrictedTopic topic) => Assert.Contains(topic, Read(text).Restricted);

    [Theory]
    [InlineData("What time is breakfast on Sundays?", "breakfast")]
    [InlineData("Is there parking at the house and what does it cost per night?", "parking")]
    [InlineData("Please send me the booking confirmation again, I deleted the e-mail.", "confirmation_copy")]
    public void Read_plain_request_has_its_intent_and_no_topic(string text, string intent)
    {
        var triage = Read(text);
        Assert.Empty(triage.Restricted);
        Assert.Equal(intent, triage.Intents[0]);
    }

    [Fact]
    public void Read_restricted_sentence_behind_a_harmless_question_is_found() =>
        Assert.NotEmpty(Read("Lovely place, thank you! What time is breakfast? And by the way, I want compensation for the broken shower, half of the price back.").Restricted);

    [Fact]
    public void Read_what_the_desk_wrote_does_not_count()
    {
        var messages = new[] { new CaseMessage(Party.Guest, "What time is breakfast?"), new CaseMessage(Party.Agent, "A refund is not possible, please ask your lawyer.") };
        Assert.Empty(Triager.Read(new SupportCase("c", Party.Guest, null, messages)).Restricted);
    }

    [Fact]
    public void Read_language_is_told() => Assert.Equal("de", Read("Wann gibt es am Sonntag Frühstück?").Language);

    [Fact]
    public void Constructor_model_whose_parts_do_not_fit_says_what_to_do()
    {
        var file = new TriageModel.ModelFile(["a"], ["restricted"], [0f], 0.01f, [[1, 2]], RestrictedPool.None, 0.5);
        Assert.Contains("assistant support train", Assert.Throws<FormatException>(() => new TriageModel(file)).Message);
    }

    private static CaseTriage Read(string text) => Triager.Read(new SupportCase("c", Party.Guest, null, [new CaseMessage(Party.Guest, text)]));
}
