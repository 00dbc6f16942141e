using Assistant.Testing;
using Assistant.Web.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

[assembly: AssemblyFixture(typeof(Assistant.Browser.Tests.Chromium))]

namespace Assistant.Browser.Tests;

public sealed class ChatPageTests(Chromium chromium)
{
    private const string Question = "Can I bring my dog to The Copperplate?";

    [Fact]
    public async Task Ask_sentences_arrive_one_by_one_and_a_citation_opens_its_span()
    {
        using var gate = new SemaphoreSlim(0);
        using var client = new ScriptedChatClient("Pets are allowed with limits, at GBP 25 per stay. [1]", " Up to two dogs stay in the four pet rooms. [1]") { OnPiece = i => { if (i == 1) gate.Wait(TimeSpan.FromSeconds(20)); } };
        await using var host = await StartAsync(new WebHost { ChatClient = client });
        var page = await chromium.OpenAsync();
        await page.GotoAsync(host.Address);

        await AskAsync(page, Question);
        await Expect(page.Locator(".question")).ToHaveTextAsync(Question);
        gate.Release();
        await Expect(page.Locator(".sentence")).ToHaveCountAsync(2);
        await Expect(page.Locator(".verdict")).ToContainTextAsync("Answered, each sentence checked");
        await page.Locator(".ref").First.ClickAsync();

        var card = page.Locator(".card.chosen");
        await Expect(card.Locator("h3")).ToHaveTextAsync("The Copperplate");
        await Expect(card.Locator("mark.chosen").First).ToContainTextAsync("Bringing a pet costs GBP 25 per stay.");
        await Expect(card.Locator(".uncited").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Ask_first_sentence_is_on_the_page_before_the_model_has_finished()
    {
        using var gate = new SemaphoreSlim(0);
        using var client = new ScriptedChatClient("Pets are allowed with limits. [1] Up", " to two dogs.", " [1]") { OnPiece = i => { if (i == 1) gate.Wait(TimeSpan.FromSeconds(20)); } };
        await using var host = await StartAsync(new WebHost { ChatClient = client });
        var page = await chromium.OpenAsync();
        await page.GotoAsync(host.Address);

        await AskAsync(page, Question);
        await Expect(page.Locator(".sentence")).ToContainTextAsync("Pets are allowed with limits.");
        Assert.Equal(0, await page.Locator(".verdict").CountAsync());
        await Expect(page.Locator("#send")).ToHaveTextAsync("Stop");
        gate.Release();

        await Expect(page.Locator(".verdict")).ToBeVisibleAsync();
        await Expect(page.Locator("#send")).ToHaveTextAsync("Ask");
    }

    [Fact]
    public async Task Ask_without_a_model_quotes_and_refusal_says_what_is_known()
    {
        await using var host = await StartAsync(new WebHost());
        var page = await chromium.OpenAsync();
        await page.GotoAsync(host.Address);

        await AskAsync(page, Question);
        await Expect(page.Locator(".verdict")).ToContainTextAsync("Quoted word for word");
        await AskAsync(page, "Does it have a helipad?");

        await Expect(page.Locator(".verdict").Nth(1)).ToContainTextAsync("No answer in the content");
        await Expect(page.Locator(".answer").Nth(1)).ToContainTextAsync("It does tell about");
        await Expect(page.Locator(".answer").Nth(1).Locator(".follow button").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Rating_an_answer_is_kept_and_still_shown_after_a_reload()
    {
        await using var host = await StartAsync(new WebHost());
        var page = await chromium.OpenAsync();
        await page.GotoAsync(host.Address);
        await AskAsync(page, Question);

        var saved = await page.RunAndWaitForResponseAsync(() => page.Locator(".rating button").Last.ClickAsync(), response => response.Url.EndsWith("/api/feedback", StringComparison.Ordinal));
        Assert.Equal(204, saved.Status);
        await page.ReloadAsync();

        await Expect(page.Locator(".rating [aria-pressed=true]")).ToHaveTextAsync("Not helpful");
    }

    [Fact]
    public async Task Ask_error_is_told_and_can_be_tried_again()
    {
        await using var host = await StartAsync(new WebHost());
        var page = await chromium.OpenAsync();
        await page.GotoAsync(host.Address);
        await page.RouteAsync("**/api/chat", route => route.AbortAsync());

        await AskAsync(page, Question);
        await Expect(page.Locator(".failed")).ToContainTextAsync("The server could not be reached.");
        await page.UnrouteAsync("**/api/chat");
        await page.Locator(".failed button").ClickAsync();

        await Expect(page.Locator(".verdict")).ToBeVisibleAsync();
        await Expect(page.Locator(".failed")).ToHaveCountAsync(0);
        await Expect(page.Locator(".question")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Place_chosen_by_keyboard_is_what_questions_are_about()
    {
        await using var host = await StartAsync(new WebHost());
        var page = await chromium.OpenAsync();
        await page.GotoAsync(host.Address);

        await ChooseAsync(page, "copperp", "The Copperplate");
        await AskAsync(page, "Are dogs welcome?");

        await Expect(page.Locator(".sentence").First).ToContainTextAsync("Pets are allowed with limits.");
    }

    [Fact]
    public async Task Place_named_in_the_question_is_shown_above_its_answer()
    {
        await using var host = await StartAsync(new WebHost());
        var page = await chromium.OpenAsync();
        await page.GotoAsync(host.Address);

        await ChooseAsync(page, "stachel", "Stachelwirt");
        await AskAsync(page, "parking?");
        await Expect(page.Locator(".verdict")).ToHaveCountAsync(1);
        await AskAsync(page, "and at Hotel Bandmacher?");

        await Expect(page.Locator(".answer").Nth(1).Locator(".understood")).ToContainTextAsync("About Hotel Bandmacher");
    }

    [Fact]
    public async Task Place_that_nothing_fits_is_told_and_enter_chooses_nothing()
    {
        await using var host = await StartAsync(new WebHost());
        var page = await chromium.OpenAsync();
        await page.GotoAsync(host.Address);
        await ChooseAsync(page, "copperp", "The Copperplate");

        await page.Locator("#place").ClickAsync();
        await page.Locator("#find").FillAsync("zzzz");
        await Expect(page.Locator("#no-places")).ToHaveTextAsync("No place here fits “zzzz”.");
        await Expect(page.Locator("#places li")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#find").FillAsync("");

        await Expect(page.Locator("#no-places")).ToBeHiddenAsync();
        await Expect(page.Locator("#places li").First).ToContainTextAsync("Any place");
        await Expect(page.Locator("#place-name")).ToHaveTextAsync("The Copperplate");
    }

    [Fact]
    public async Task Starters_are_about_the_chosen_place_and_stay_so_in_a_new_conversation()
    {
        await using var host = await StartAsync(new WebHost());
        var page = await chromium.OpenAsync();
        await page.GotoAsync(host.Address);

        await ChooseAsync(page, "copperp", "The Copperplate");
        await Expect(page.Locator(".starters button").First).ToHaveTextAsync("What time is breakfast?");
        await page.Locator(".starters button").First.ClickAsync();
        await Expect(page.Locator(".verdict")).ToContainTextAsync("Quoted word for word");
        await page.Locator("#fresh").ClickAsync();

        await Expect(page.Locator(".starters button").First).ToHaveTextAsync("What time is breakfast?");
        await Expect(page.Locator("#place-name")).ToHaveTextAsync("The Copperplate");
    }

    [Fact]
    public async Task Reload_keeps_the_conversation_until_a_new_one_is_begun()
    {
        await using var host = await StartAsync(new WebHost());
        var page = await chromium.OpenAsync();
        await page.GotoAsync(host.Address);
        await AskAsync(page, Question);
        await Expect(page.Locator(".verdict")).ToHaveCountAsync(1);

        await page.ReloadAsync();
        await Expect(page.Locator(".question")).ToHaveTextAsync(Question);
        await page.Locator(".ref").First.ClickAsync();
        await Expect(page.Locator(".card.chosen mark.chosen").First).ToBeVisibleAsync();
        await AskAsync(page, "And is there parking?");
        await Expect(page.Locator(".answer").Nth(1).Locator(".understood")).ToContainTextAsync("About The Copperplate");
        await page.Locator("#fresh").ClickAsync();
        await page.ReloadAsync();

        await Expect(page.Locator("#welcome")).ToBeVisibleAsync();
        await Expect(page.Locator(".question")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Reload_what_the_server_has_forgotten_goes_on_in_a_new_conversation()
    {
        var page = await chromium.OpenAsync();
        await using var host = await StartAsync(new WebHost());
        await page.GotoAsync(host.Address);
        await AskAsync(page, Question);
        await Expect(page.Locator(".verdict")).ToHaveCountAsync(1);
        await page.EvaluateAsync("sessionStorage.conversation = sessionStorage.conversation.replaceAll(/(\"(?:conversationId|id|answerId)\":\")[0-9a-f]{32}/g, '$1gone')");

        var checkedAnswer = page.WaitForResponseAsync("**/api/answers/gone");
        await page.ReloadAsync();
        await checkedAnswer;
        await AskAsync(page, Question);

        await Expect(page.Locator(".verdict")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Ask_longer_than_is_read_is_kept_and_the_page_says_why()
    {
        await using var host = await StartAsync(new WebHost());
        var page = await chromium.OpenAsync();
        await page.GotoAsync(host.Address);

        await page.Locator("#message").FillAsync(new string('x', 3700));
        await Expect(page.Locator("#count")).ToHaveTextAsync("3,700 of 4,000 characters");
        await page.Locator("#message").FillAsync(new string('x', 4120));
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#count")).ToHaveTextAsync("4,120 characters; at most 4,000 are read. Shorten the question by 120.");
        await Expect(page.Locator(".question")).ToHaveCountAsync(0);
        Assert.Equal(4120, (await page.Locator("#message").InputValueAsync()).Length);
    }

    [Fact]
    public async Task Phone_sources_open_as_a_sheet_and_close_with_escape()
    {
        await using var host = await StartAsync(new WebHost());
        var page = await chromium.OpenAsync(phone: true);
        await page.GotoAsync(host.Address);

        await AskAsync(page, Question);
        await Expect(page.Locator("#sources")).Not.ToBeInViewportAsync();
        await page.Locator(".ref").First.TapAsync();
        await Expect(page.Locator("#sources")).ToBeInViewportAsync();
        await Expect(page.Locator(".card.chosen mark.chosen").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Expect(page.Locator("#sources")).Not.ToBeInViewportAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task Page_content_that_looks_like_markup_is_shown_as_text()
    {
        await using var host = await StartAsync(new WebHost());
        var page = await chromium.OpenAsync();
        await page.GotoAsync(host.Address);

        await AskAsync(page, "<img src=x onerror=\"document.title='hacked'\"> dog at The Copperplate?");

        await Expect(page.Locator(".verdict")).ToBeVisibleAsync();
        await Expect(page.Locator(".question p")).ToContainTextAsync("<img src=x");
        Assert.DoesNotContain("hacked", await page.TitleAsync(), StringComparison.Ordinal);
    }

    /// <summary>Writes the pictures of the README where <c>ASSISTANT_SCREENSHOTS</c> names a folder.</summary>
    [Theory]
    [InlineData("desktop-light", false, ColorScheme.Light)]
    [InlineData("desktop-dark", false, ColorScheme.Dark)]
    [InlineData("phone-light", true, ColorScheme.Light)]
    [InlineData("phone-dark", true, ColorScheme.Dark)]
    public async Task Page_is_drawn_in_every_size_and_scheme(string name, bool phone, ColorScheme scheme)
    {
        await using var host = await StartAsync(new WebHost());
        var page = await chromium.OpenAsync(phone, scheme);
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        await page.GotoAsync(host.Address);
        await Expect(page.Locator(".starters button")).ToHaveCountAsync(4);

        await AskAsync(page, "Is it quiet at night at Pension Wanieczek?");
        await Expect(page.Locator(".verdict")).ToHaveCountAsync(1);
        await AskAsync(page, Question);
        await Expect(page.Locator(".verdict")).ToHaveCountAsync(2);
        await page.Locator(".answer").Last.Locator(".ref").First.ClickAsync();
        await Expect(page.Locator(".card.chosen")).ToBeInViewportAsync();

        Assert.Empty(errors);
        if (Environment.GetEnvironmentVariable("ASSISTANT_SCREENSHOTS") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    private static async Task AskAsync(IPage page, string question)
    {
        var asked = await page.Locator(".question").CountAsync();
        await page.Locator("#message").FillAsync(question);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".question")).ToHaveCountAsync(asked + 1);
    }

    private static async Task ChooseAsync(IPage page, string typed, string name)
    {
        await page.Locator("#place").ClickAsync();
        await page.Locator("#find").FillAsync(typed);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#place-name")).ToHaveTextAsync(name);
    }

    private static async Task<Running> StartAsync(WebHost host)
    {
        host.UseKestrel(0);
        host.StartServer();
        await Task.CompletedTask;
        return new Running(host, host.ClientOptions.BaseAddress.ToString());
    }

    private sealed record Running(WebHost Host, string Address) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
