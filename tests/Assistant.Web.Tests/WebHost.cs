using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Assistant.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assistant.Web.Tests;

/// <summary>The web host in memory, over a fresh index in a folder of its own: the sample catalogue, unless told otherwise.</summary>
public sealed class WebHost : WebApplicationFactory<Program>
{
    private readonly TemporaryFolder folder = new();

    public IChatClient? ChatClient { get; init; }

    public bool IsEmpty { get; init; }

    /// <summary>The URI of the index; null for one in the folder.</summary>
    public string? Index { get; init; }

    /// <summary>What a test changes beyond that; runs last.</summary>
    public Action<IWebHostBuilder>? Configured { get; init; }

    /// <summary>Whether logs go where the program sends them, save the console.</summary>
    public bool IsLogging { get; init; }

    /// <summary>Whether the support desk starts with the sample cases.</summary>
    public bool HasSampleCases { get; init; }

    /// <summary>The folder that replies of the support desk go to.</summary>
    public string Outbox => folder.File("outbox");

    /// <summary>The events of an answer, in order.</summary>
    public async Task<IReadOnlyList<(string Name, JsonElement Data)>> ChatAsync(object request)
    {
        using var client = CreateClient();
        using var response = await client.PostAsJsonAsync("/api/chat", request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        return await SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken)
            .Select(item => (item.EventType, JsonSerializer.Deserialize<JsonElement>(item.Data))).ToListAsync(TestContext.Current.CancellationToken);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Assistant:Index", Index ?? $"embedded:{folder.File("index.db")}");
        builder.UseSetting("Assistant:Conversations", $"sqlite:{folder.File("conversations.db")}");
        builder.UseSetting("Support:Cases", $"sqlite:{folder.File("support.db")}");
        builder.UseSetting("Support:Channel", $"file:{Outbox}");
        builder.UseSetting("Support:Keys", folder.File("keys"));
        builder.UseSetting("Support:UndoSeconds", "0");
        if (!HasSampleCases) builder.UseSetting("SampleCases", "");
        builder.UseSetting("Assistant:Models:Answerer", "none"); // tests name the models they mean
        builder.UseSetting("Assistant:Models:Embedder", "none");
        if (IsLogging) builder.UseSetting("Logging:Console:LogLevel:Default", "None");
        else builder.ConfigureLogging(logging => logging.ClearProviders());
        if (IsEmpty) builder.UseSetting("SampleCatalog", "");
        if (ChatClient is not null) builder.ConfigureServices(services => services.AddSingleton(ChatClient));
        Configured?.Invoke(builder);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) folder.Dispose();
    }
}
