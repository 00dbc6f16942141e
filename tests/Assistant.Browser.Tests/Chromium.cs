using Microsoft.Playwright;

namespace Assistant.Browser.Tests;

/// <summary>A headless Chromium for all tests of the assembly; tests skip aloud where none is installed.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--no-first-run"];
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("CHROMIUM") ?? Places.FirstOrDefault(File.Exists);
        if (path is null) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments });
    }

    /// <summary>A page in a browser window of its own.</summary>
    public async Task<IPage> OpenAsync(bool phone = false, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(browser is null, "SKIPPED: no Chromium is installed (apt-get install chromium, or set CHROMIUM to its path)");
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = phone ? new() { Width = 390, Height = 780 } : new() { Width = 1280, Height = 800 },
            DeviceScaleFactor = phone ? 2 : 1,
            HasTouch = phone,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
