using Assistant.Index;
using Assistant.Ingest;
using Assistant.Support.Gaps;

namespace Assistant.Support.Tests.Gaps;

/// <summary>The owner answers once: the answer is found from then on, and what it brought is measured.</summary>
public sealed class GapAnswersTests : IAsyncLifetime
{
    private const string Question = "Is there a helicopter pad?";
    private const string Answer = "Yes, a helicopter pad is on the roof. Tell us two days ahead.";

    private GapDesk desk = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => desk = await GapDesk.OpenAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Answer_goes_live_and_the_questions_find_it()
    {
        Assert.Equal(Verdict.Refused, (await desk.ChatAsync(Question)).Verdict);
        var gap = Assert.Single(await desk.ListAsync());

        var answered = await desk.Answers.AnswerAsync(Tenants.Default, gap.Id, Answer, null, "Ana", null, Token);

        Assert.Equal(new AnsweredGap(gap.Id, $"owner-{gap.Id}", 1, 1), answered);
        Assert.Equal(Verdict.Quoted, (await desk.ChatAsync(Question)).Verdict);
        var closed = Assert.Single(await desk.ListAsync(GapState.Answered));
        Assert.Equal((Answer, 0.0, new GapMeasure(1, 1)), (closed.Answer, closed.Cost, closed.Measured));
        Assert.Empty(await desk.ListAsync(GapState.Open));
    }

    [Fact]
    public async Task Answer_that_no_question_finds_leaves_the_gap_open()
    {
        var id = await desk.AddAsync(Question);

        var answered = await desk.Answers.AnswerAsync(Tenants.Default, id, "Breakfast has eggs.", "What is for breakfast?", "Ana", null, Token);

        Assert.Equal((0, 1), (answered!.AnsweredNow, answered.Asked));
        Assert.Equal(GapState.Open, Assert.Single(await desk.ListAsync()).State);
    }

    [Fact]
    public async Task Gap_opens_again_when_it_is_asked_later_without_an_answer()
    {
        var id = await desk.AddAsync(Question);
        await desk.Answers.AnswerAsync(Tenants.Default, id, Answer, null, "Ana", null, Token);

        await desk.AddAsync(Question, GapSource.Case, "old", DateTimeOffset.UtcNow.AddDays(-1));
        Assert.Equal(GapState.Answered, Assert.Single(await desk.ListAsync()).State);
        await desk.AddAsync(Question, GapSource.Case, "new", DateTimeOffset.UtcNow.AddMinutes(1));

        Assert.Equal(GapState.Open, Assert.Single(await desk.ListAsync()).State);
    }

    [Fact]
    public async Task Second_answer_replaces_the_first_and_answers_of_other_gaps_stay()
    {
        var pad = await desk.AddAsync(Question);
        var sauna = await desk.AddAsync("Do you have a sauna?");
        await desk.Answers.AnswerAsync(Tenants.Default, pad, Answer, null, "Ana", null, Token);
        await desk.Answers.AnswerAsync(Tenants.Default, sauna, "Yes, the sauna is in the cellar.", null, "Ana", null, Token);

        await desk.Answers.AnswerAsync(Tenants.Default, pad, "No, the helicopter pad was given up.", "Can I land a helicopter?", "Ana", null, Token);

        var faqs = (await desk.Get<IPassageIndex>().FindPropertyAsync(Tenants.Default, GapDesk.Hotel, Token))!.Faqs;
        Assert.Equal(["Yes, one in each wardrobe.", "Yes, the sauna is in the cellar.", "No, the helicopter pad was given up."], faqs.Select(faq => faq.Answer));
    }

    [Fact]
    public async Task Answers_that_come_at_once_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => desk.Get<IOwnerAnswers>().PublishAsync(Tenants.Default, GapDesk.Hotel, $"What is in room {i}?", $"A bed of kind {i}.", "Ana", Token))));

        var passages = await desk.Get<IPassageIndex>().PassagesOfAsync(Tenants.Default, GapDesk.Hotel, Token);
        Assert.Equal(10, passages.Count(passage => passage.FieldPath.StartsWith("faqs/owner-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Same_question_published_again_replaces_its_answer()
    {
        var owners = desk.Get<IOwnerAnswers>();

        var first = await owners.PublishAsync(Tenants.Default, GapDesk.Hotel, "Do you have a sauna?", "Soon.", "Ana", Token);
        var second = await owners.PublishAsync(Tenants.Default, GapDesk.Hotel, " do you have a sauna? ", "Yes.", "Ana", Token);

        Assert.Equal(first, second);
        var faq = Assert.Single((await desk.Get<IPassageIndex>().FindPropertyAsync(Tenants.Default, GapDesk.Hotel, Token))!.Faqs, faq => faq.Id == first.FaqId);
        Assert.Equal("Yes.", faq.Answer);
    }

    [Fact]
    public async Task What_other_feeds_say_of_the_property_stays_as_it_was()
    {
        var index = desk.Get<IPassageIndex>();
        var before = await index.FindPropertyAsync(Tenants.Default, GapDesk.Hotel, Token);
        var passages = await index.PassagesOfAsync(Tenants.Default, GapDesk.Hotel, Token);

        await desk.Get<IOwnerAnswers>().PublishAsync(Tenants.Default, GapDesk.Hotel, Question, Answer, "Ana", Token);
        await desk.Get<Ingestor>().PutAsync("test", before! with { Stars = 3 }, Tenants.Default, null, Token); // the feed comes again, and now behind the owner's

        var after = await index.FindPropertyAsync(Tenants.Default, GapDesk.Hotel, Token);
        Assert.Equal((before!.Name, before.Kind, before.Address, 2), (after!.Name, after.Kind, after.Address, after.Faqs.Count));
        Assert.Equal("15:00", after.Policies["checkIn"].From);
        Assert.Equal(["wifi", "bar"], after.Amenities);
        Assert.Equal(3, after.Stars);
        Assert.Equal(passages.Count + 1, (await index.PassagesOfAsync(Tenants.Default, GapDesk.Hotel, Token)).Select(passage => passage.Id).Distinct().Count());
        Assert.Equal("Porto", Assert.Single(await index.ListPropertiesAsync(Tenants.Default, Filters.None, Token)).City);
    }

    [Theory]
    [InlineData("", "Ana", "answer is empty")]
    [InlineData("Yes.", " ", "'by'")]
    public async Task Answer_that_cannot_be_used_is_refused(string answer, string by, string named)
    {
        var id = await desk.AddAsync(Question);

        var problem = await Assert.ThrowsAsync<ArgumentException>(() => desk.Answers.AnswerAsync(Tenants.Default, id, answer, null, by, null, Token));

        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.Null(await desk.Answers.AnswerAsync(Tenants.Default, "nothing", "Yes.", null, "Ana", null, Token));
    }
}
