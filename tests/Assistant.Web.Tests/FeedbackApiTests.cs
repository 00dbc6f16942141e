using System.Net;
using System.Net.Http.Json;
using Assistant.Converse;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Web.Tests;

public sealed class FeedbackApiTests(WebHost host) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Feedback_is_kept_with_its_answer_and_the_last_word_counts()
    {
        var answerId = (await host.ChatAsync(new { message = "Can I bring my dog to The Copperplate?" }))[^1].Data.GetProperty("answerId").GetString();

        Assert.Equal(HttpStatusCode.NoContent, await RateAsync(new { answerId, rating = "down", reason = "too long" }));
        Assert.Equal(HttpStatusCode.NoContent, await RateAsync(new { answerId, rating = "up" }));

        var rated = await host.Services.GetRequiredService<IConversationStore>().RatedAsync(Tenants.Default, Token).ToListAsync(Token);
        var (receipt, feedback) = Assert.Single(rated, answer => answer.Receipt.AnswerId == answerId);
        Assert.Equal("Can I bring my dog to The Copperplate?", receipt.Question.Text);
        Assert.Equal((Rating.Up, null), (feedback.Rating, feedback.Reason));
    }

    [Theory]
    [InlineData("sideways")]
    [InlineData("1")]
    [InlineData(null)]
    public async Task Feedback_rating_must_be_up_or_down(string? rating) => Assert.Equal(HttpStatusCode.BadRequest, await RateAsync(new { answerId = "x", rating }));

    [Fact]
    public async Task Feedback_unknown_answer_is_not_found() => Assert.Equal(HttpStatusCode.NotFound, await RateAsync(new { answerId = "none", rating = "up" }));

    [Fact]
    public async Task Feedback_long_reason_is_refused() => Assert.Equal(HttpStatusCode.BadRequest, await RateAsync(new { answerId = "none", rating = "up", reason = new string('x', 2001) }));

    private async Task<HttpStatusCode> RateAsync(object feedback)
    {
        using var client = host.CreateClient();
        using var response = await client.PostAsJsonAsync("/api/feedback", feedback, Token);
        return response.StatusCode;
    }
}
