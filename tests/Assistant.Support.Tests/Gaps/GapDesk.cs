using Assistant.Ingest;
using Assistant.Support.Gaps;
using Assistant.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Support.Tests.Gaps;

/// <summary>The assistant with the support desk over one small hotel, in a folder of its own.</summary>
public sealed class GapDesk : IAsyncDisposable
{
    public const string Hotel = "hotel__porto-harbour";

    private readonly TemporaryFolder folder = new();
    private readonly ServiceProvider services;

    private GapDesk(string? embedder)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Assistant:Index"] = $"embedded:{folder.File("index.db")}",
            ["Assistant:Conversations"] = $"sqlite:{folder.File("conversations.db")}",
            ["Assistant:Models:Answerer"] = "none",
            ["Assistant:Models:Embedder"] = embedder ?? "none",
            ["Support:Cases"] = $"sqlite:{folder.File("support.db")}",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        services = new ServiceCollection().AddLogging().AddAssistant(configuration).AddSupport(configuration).BuildServiceProvider();
    }

    public GapLog Gaps => Get<GapLog>();

    public GapAnswers Answers => Get<GapAnswers>();

    public static async Task<GapDesk> OpenAsync(string? embedder = null)
    {
        var desk = new GapDesk(embedder);
        await desk.Get<Ingestor>().PutAsync("test", new Property
        {
            Id = Hotel,
            Name = "Harbour Lane Rooms",
            Kind = "hotel",
            Address = new Address("Porto", "PT"),
            Amenities = ["wifi", "bar"],
            Policies = new Dictionary<string, Policy> { ["checkIn"] = new(From: "15:00"), ["pets"] = new("no") },
            Faqs = [new Faq("Is there a safe?", "Yes, one in each wardrobe.", "safe")],
        }, Tenants.Default, null, TestContext.Current.CancellationToken);
        return desk;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task<string> AddAsync(string question, GapSource source = GapSource.Report, string? reference = null, DateTimeOffset? at = null) =>
        Gaps.AddAsync(Tenants.Default, new GapQuestion(Hotel, question, source, reference, at ?? DateTimeOffset.UtcNow), TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<Gap>> ListAsync(GapState? state = null) => Gaps.ListAsync(Tenants.Default, Hotel, state, TestContext.Current.CancellationToken);

    /// <summary>Asks in the guest chat; the receipt is stored.</summary>
    public async Task<DoneEvent> ChatAsync(string message, IReadOnlyList<string>? focus = null, string? conversation = null) =>
        (DoneEvent)(await Get<TravelAssistant>().AskAsync(new AskRequest(message, conversation, focus ?? [Hotel]), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken))[^1];

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Dispose();
    }
}
