using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Assistant.Support.Send;
using Assistant.Support.Triage;
using Assistant.Web.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Assistant.Browser.Tests;

public sealed class SupportPageTests(Chromium chromium)
{
    private const string Place = "hotel__edinburgh-copperplate";
    private const string Unanswered = "Do you rent out kayaks?";
    private const string Parking = "Is there a car park at the hotel, and what does it cost per night?";
    private const string Answer = "Yes, we rent out two kayaks at GBP 18 for half a day. Ask for them at the front desk.";

    // Whoever reads this on a busy machine waits a little longer.
    static SupportPageTests() => SetDefaultExpectTimeout(15_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Desk_from_import_to_an_owners_answer_that_guests_are_told()
    {
        await using var host = Start(undoSeconds: 4);
        var (page, errors) = await OpenAsync(host);
        await AskInChatAsync(page, host);
        await Expect(page.Locator(".verdict")).ToContainTextAsync("No answer in the content");

        await page.GotoAsync($"{host.ClientOptions.BaseAddress}support/");
        await page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "cases.jsonl", MimeType = "application/jsonl", Buffer = Encoding.UTF8.GetBytes(
                $$$"""
                {"id":"kayaks","from":"guest","property":"{{{Place}}}","messages":[{"from":"guest","text":"{{{Unanswered}}}"}]}
                {"id":"parking","from":"guest","property":"hotel__vienna-bandmacher","messages":[{"from":"guest","text":"{{{Parking}}}"}],"booking":{"reference":"3391706625","guestName":"Ansgar Pfleiderer"}}
                {"id":"broken","from":"guest","messages":[]}
                """),
        });
        await Expect(page.Locator("#import-count")).ToHaveTextAsync("cases.jsonl: 2 cases taken in, 1 line not.");
        await Expect(page.Locator("#import-errors li")).ToContainTextAsync("Line 3");
        await page.Locator("#import-done [data-close]").ClickAsync();

        await page.Locator("[data-id=kayaks]").ClickAsync();
        await Expect(page.Locator(".suggestion.abstain")).ToContainTextAsync("The content does not say");
        await Expect(page.Locator(".suggestion.abstain .checked").First).ToContainTextAsync(Unanswered);

        await page.Locator("[data-id=parking]").ClickAsync();
        await Expect(page.Locator(".suggestion.draft .reason")).Not.ToBeEmptyAsync();
        await page.Locator(".suggestion .ref").First.ClickAsync();
        var cited = await page.Locator(".card.chosen mark.chosen").First.TextContentAsync();
        Assert.Contains("EUR", cited, StringComparison.Ordinal);
        await page.Locator("#insert").ClickAsync();
        await page.Locator("#text").PressAsync("Control+End");
        await page.Locator("#text").PressSequentiallyAsync(" Have a good trip.");
        await Expect(page.Locator("#basis")).ToHaveTextAsync("From the suggested draft, edited");
        await page.Locator("#send").ClickAsync();
        await Expect(page.Locator("#undo")).ToContainTextAsync("The reply about Hotel Bandmacher is being sent");
        await Expect(page.Locator(".thread .from-agent")).ToContainTextAsync("Have a good trip.");
        var sent = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(host.Outbox, "*.json")), Token);
        Assert.Contains("Ansgar Pfleiderer", sent, StringComparison.Ordinal);
        Assert.Contains("Have a good trip.", sent, StringComparison.Ordinal);
        await page.Locator(".tabs a", new() { HasText = "Learning" }).ClickAsync();
        await Expect(page.Locator(".legend")).ToHaveTextAsync("1 edited");

        await page.Locator(".tabs a", new() { HasText = "Content gaps" }).ClickAsync();
        var gaps = page.Locator(".gap-place", new() { HasText = "The Copperplate" });
        await Expect(gaps.Locator(".gap-question")).ToHaveTextAsync(Unanswered);
        var owner = await page.RunAndWaitForPopupAsync(() => gaps.Locator("a", new() { HasText = "Page for the owner" }).ClickAsync());
        await Expect(owner.Locator("#title")).ToHaveTextAsync("The Copperplate");
        await Expect(owner.Locator("#lead")).ToContainTextAsync("2 guests asked what your page does not say.");
        await owner.Locator(".gap textarea").FillAsync(Answer);
        await owner.Locator(".gap button").ClickAsync();
        await Expect(owner.Locator(".result")).ToHaveTextAsync("It is live. 2 of 2 questions are answered now.");

        await AskInChatAsync(page, host);
        await Expect(page.Locator(".sentence").First).ToContainTextAsync("we rent out two kayaks at GBP 18 for half a day");
        await page.Locator(".ref.owner").First.ClickAsync();
        await Expect(page.Locator(".card.chosen mark.chosen").First).ToContainTextAsync("we rent out two kayaks");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Desk_is_worked_with_keys_alone()
    {
        await using var host = Start(undoSeconds: 60, builder => builder.ConfigureServices(services => services.AddSingleton<ICaseReader, ConfirmationReader>()));
        await AddAsync(host, "first", Unanswered);
        await AddAsync(host, "second", "Could you send me the confirmation of my booking again?");
        var (page, errors) = await OpenAsync(host);
        await page.GotoAsync($"{host.ClientOptions.BaseAddress}support/");
        await Expect(page.Locator("#rows .tag.abstain, #rows .tag.template")).ToHaveCountAsync(2);
        var rows = page.Locator("#rows a");

        await page.Keyboard.PressAsync("j");
        await Expect(rows.Nth(0)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(rows.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await Expect(rows.Nth(0)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".suggestion.template")).ToBeVisibleAsync();
        await Expect(page.Locator("#case-title")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("i");
        await Expect(page.Locator("#text")).ToBeFocusedAsync();
        await Expect(page.Locator("#left")).ToContainTextAsync("Still to be written: {guest.name}");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("#failed")).ToContainTextAsync("A placeholder of the macro is not filled yet.");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("It is on its way.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("#undo")).ToContainTextAsync("is being sent");
        await page.Keyboard.PressAsync("u");
        await Expect(page.Locator("#undo")).ToBeEmptyAsync();
        await Expect(page.Locator("#text")).ToHaveValueAsync("It is on its way.");

        await page.Keyboard.PressAsync("e");
        await Expect(page.Locator("#text")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.PressAsync("Delete");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("m");
        await page.Locator("#macro-find").PressSequentiallyAsync("invoice company");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#basis")).ToContainTextAsync("From the macro “Invoice in a company's name”");
        await page.Keyboard.PressAsync("Escape");

        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("#case-side")).ToContainTextAsync("With Ada");
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("Asked the house.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".note")).ToContainTextAsync("Asked the house.");
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.TypeAsync("Wrong macro.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".history")).ToContainTextAsync("Suggestion rejected: Wrong macro.");

        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#find")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("kayak");
        await Expect(rows).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#key-help")).ToContainTextAsync("Take the reply back");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Undo_takes_the_reply_back_and_gives_its_text_again()
    {
        const string Text = "We have asked the house. We will refund the night.";
        await using var host = Start(undoSeconds: 60);
        await AddAsync(host, "first", Unanswered);
        var (page, errors) = await OpenAsync(host);
        await page.GotoAsync($"{host.ClientOptions.BaseAddress}support/#case=first");
        await Expect(page.Locator(".suggestion.abstain")).ToBeVisibleAsync();
        await page.Locator("#text").FillAsync(Text);
        await page.Locator("#send").ClickAsync();
        await Expect(page.Locator("#case-main .queued")).ToHaveTextAsync(Text);
        await Expect(page.Locator("#send")).ToBeDisabledAsync();
        await Expect(page.Locator("#undo .promise")).ToHaveTextAsync("It promises what nothing grants: “We will refund the night.”");

        await page.Locator("#undo button").ClickAsync();

        await Expect(page.Locator("#case-main .queued")).ToHaveCountAsync(0);
        await Expect(page.Locator("#text")).ToHaveValueAsync(Text);
        await Expect(page.Locator("#send")).ToBeEnabledAsync();
        await host.Services.GetRequiredService<ReplySender>().SendDueAsync(Token);
        Assert.Null(await host.Services.GetRequiredService<Replies>().LatestAsync(Tenants.Default, "first", Token));
        Assert.False(Directory.Exists(host.Outbox) && Directory.GetFiles(host.Outbox).Length > 0);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Phone_shows_the_queue_and_a_case_as_two_screens()
    {
        await using var host = Start(undoSeconds: 60);
        await AddAsync(host, "first", $"<img src=x onerror=\"document.title='hacked'\"> {new string('w', 200)} {Parking}");
        var (page, errors) = await OpenAsync(host, phone: true);
        await page.SetViewportSizeAsync(375, 812);
        await page.GotoAsync($"{host.ClientOptions.BaseAddress}support/");
        await Expect(page.Locator("#case")).ToBeHiddenAsync();
        await FitsAsync(page);

        await page.Locator("[data-id=first]").TapAsync();
        await Expect(page.Locator(".thread li")).ToContainTextAsync("x onerror="); // as text, whatever of it is masked
        await Expect(page.Locator(".queue")).ToBeHiddenAsync();
        await Expect(page.Locator("#send")).ToBeInViewportAsync();
        await FitsAsync(page);
        await page.Locator(".back").TapAsync();

        await Expect(page.Locator("[data-id=first]")).ToBeVisibleAsync();
        await Expect(page.Locator("#case")).ToBeHiddenAsync();
        Assert.Equal("Support desk", await page.TitleAsync());
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Key_is_asked_for_until_it_opens_the_desk_and_kept_for_the_tab()
    {
        await using var host = Start(undoSeconds: 60, builder =>
        {
            builder.UseSetting("Assistant:Keys:0:Name", "desk");
            builder.UseSetting("Assistant:Keys:0:Key", "a-key-of-the-desk-0001");
            builder.UseSetting("Assistant:Keys:0:Scopes:0", AccessKey.Support);
        });
        await AddAsync(host, "first", Unanswered);
        var (page, _) = await OpenAsync(host);
        await page.GotoAsync($"{host.ClientOptions.BaseAddress}support/");

        await Expect(page.Locator(".prompt h2")).ToHaveTextAsync("A key is needed");
        await page.Locator("#prompt-field").FillAsync("not-this-one");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#prompt-field")).ToBeEmptyAsync();
        await page.Locator("#prompt-field").FillAsync("a-key-of-the-desk-0001");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-id=first]")).ToBeVisibleAsync();
        await page.ReloadAsync();

        await Expect(page.Locator("[data-id=first]")).ToBeVisibleAsync();
        await Expect(page.Locator(".prompt")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Owners_link_opens_the_page_without_the_desks_key()
    {
        const string Key = "a-key-of-the-desk-0001";
        await using var host = Start(undoSeconds: 60, builder =>
        {
            builder.UseSetting("Assistant:Keys:0:Name", "desk");
            builder.UseSetting("Assistant:Keys:0:Key", Key);
            builder.UseSetting("Assistant:Keys:0:Scopes:0", AccessKey.Support);
        });
        var (page, _) = await OpenAsync(host);
        using var desk = new HttpClient { BaseAddress = host.ClientOptions.BaseAddress };
        desk.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        using var made = await desk.PostAsJsonAsync("api/support/gaps/link", new { property = Place }, Token);
        var path = (await made.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("path").GetString()!;

        await page.GotoAsync(new Uri(host.ClientOptions.BaseAddress, path).ToString());
        await Expect(page.Locator("#title")).ToHaveTextAsync("The Copperplate");

        await page.GotoAsync(new Uri(host.ClientOptions.BaseAddress, $"/owner/?property={Place}#made-up").ToString());
        await Expect(page.Locator("#failed")).ToHaveTextAsync("This link does not open any more. Ask the support desk for a new one.");
    }

    // In a conversation of its own, about the place.
    private static async Task AskInChatAsync(IPage page, WebHost host)
    {
        await page.GotoAsync(host.ClientOptions.BaseAddress.ToString());
        await page.EvaluateAsync("sessionStorage.removeItem('conversation')");
        await page.ReloadAsync();
        await page.Locator("#place").ClickAsync();
        await page.Locator("#find").FillAsync("copperp");
        await Expect(page.Locator("#places li")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#message").FillAsync(Unanswered);
        await page.Keyboard.PressAsync("Enter");
    }

    private static WebHost Start(int undoSeconds, Action<IWebHostBuilder>? configured = null)
    {
        var host = new WebHost
        {
            Configured = builder =>
            {
                builder.UseSetting("Support:UndoSeconds", $"{undoSeconds}");
                configured?.Invoke(builder);
            },
        };
        host.UseKestrel(0);
        host.StartServer();
        return host;
    }

    private static async Task AddAsync(WebHost host, string id, string text) =>
        await host.Services.GetRequiredService<CaseIntake>().AddAsync(Tenants.Default, new IncomingCase(id, Party.Guest, Place, [new CaseMessage(Party.Guest, text)]), Token);

    // A page of somebody who has said who they are, and what goes wrong in it.
    private async Task<(IPage Page, List<string> Errors)> OpenAsync(WebHost host, bool phone = false)
    {
        var page = await chromium.OpenAsync(phone);
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        await page.Context.AddInitScriptAsync($"if (location.origin === '{host.ClientOptions.BaseAddress.GetLeftPart(UriPartial.Authority)}') localStorage.setItem('support-name', 'Ada')");
        return (page, errors);
    }

    // The macro for whoever asks for a confirmation, who is in a hurry; a person for all else.
    private sealed class ConfirmationReader(MacroBook macros) : ICaseReader
    {
        public Task<CaseReading> ReadAsync(SupportCase supportCase, CancellationToken cancellationToken)
        {
            var isFit = supportCase.Asked().Contains("confirmation", StringComparison.Ordinal);
            var triage = new CaseTriage("en", [isFit ? "confirmation_copy" : "services"], isFit ? Urgency.High : Urgency.Low, Tone.Neutral, [], supportCase.Asked());
            if (!isFit) return Task.FromResult(new CaseReading(triage, new Suggestion(SuggestedAction.Abstain, "Nobody knows.", null)));
            var text = macros.Find("confirmation-resend")!.Fill(supportCase, null, "The desk", out var missing);
            return Task.FromResult(new CaseReading(triage, new Suggestion(SuggestedAction.Template, "It is always done so.", text) { Macro = "confirmation-resend", Missing = missing }));
        }
    }

    private static async Task FitsAsync(IPage page) => Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the screen.");
}
