using Assistant.Index;
using Assistant.Index.Embedded;
using Assistant.Ingest;
using Assistant.Support.Cases;
using Assistant.Support.Gaps;
using Assistant.Support.Learn;
using Assistant.Support.Reply;
using Assistant.Support.Send;
using Assistant.Support.Triage;
using Assistant.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assistant.Support.Tests;

/// <summary>A desk in a folder of its own, with one place, a clock that is set by hand, a reader that says what a test tells it, and a channel that keeps what it gets.</summary>
internal sealed class Desk : ICaseReader, IReplyChannel, IOwnerAnswers, IAsyncDisposable
{
    internal const string Place = "hotel__porto-harbour-lane";
    internal const string Tenant = Tenants.Default;

    private readonly TemporaryFolder folder;
    private readonly IPassageIndex index;

    private Desk(IPassageIndex index, TemporaryFolder folder, Action<SupportOptions>? configure, bool isIdempotent)
    {
        (this.index, this.folder, IsIdempotent) = (index, folder, isIdempotent);
        configure?.Invoke(Options);
        Database = new SupportDatabase($"sqlite:{folder.File("support.db")}");
        Store = new SqliteCaseStore(Database);
        Intake = new CaseIntake(Store, index, Protection, Options, Clock);
        Readings = new CaseReadings(Database, this, KeepGapAsync, Options, Clock, NullLogger<CaseReadings>.Instance);
        Changes = new CaseChanges(Database, Store, Protection, Options, Clock);
        Replies = new Replies(Database, Store, Protection, Macros, Options, index, Clock);
        Sender = new ReplySender(Database, Store, Changes, Protection, this, Clock, NullLogger<ReplySender>.Instance);
        Outcomes = new OutcomeStore(Database, Store, Protection, Clock);
        Proposals = new Proposals(Database, Store, Macros, this, Options, Clock);
    }

    internal SupportOptions Options { get; } = new();

    internal HandClock Clock { get; } = new();

    // Not a cipher, but nothing in clear either.
    internal ValueProtection Protection { get; } = new(
        text => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text).Select(part => (byte)(part ^ 0x5A)).ToArray()),
        secret => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(secret).Select(part => (byte)(part ^ 0x5A)).ToArray()));

    internal MacroBook Macros { get; } = new([new Macro("again", "Again", ["confirmation_copy"], "Hello {guest.name}, booking {booking.reference} is on its way again.\n{agent.name}")]);

    internal SupportDatabase Database { get; }

    internal SqliteCaseStore Store { get; }

    internal CaseIntake Intake { get; }

    internal CaseReadings Readings { get; }

    internal CaseChanges Changes { get; }

    internal Replies Replies { get; }

    internal ReplySender Sender { get; }

    internal OutcomeStore Outcomes { get; }

    internal Proposals Proposals { get; }

    internal CaseListing Listing => new(Database, Clock);

    internal Forgetting Forgetting => new(Database, Options, Clock);

    /// <summary>How the next cases are read.</summary>
    internal Func<SupportCase, CaseReading> Reads { get; set; } = _ => Reading("parking", "Parking costs 12 euros a night.");

    /// <summary>How the channel fails; null where it does not.</summary>
    internal Exception? Fails { get; set; }

    internal List<SupportCase> Read { get; } = [];

    internal List<GapQuestion> Gaps { get; } = [];

    internal List<OutgoingReply> Sent { get; } = [];

    internal List<(string Property, string Question, string Answer, string By)> Published { get; } = [];

    public bool IsIdempotent { get; }

    internal static async Task<Desk> OpenAsync(Action<SupportOptions>? configure = null, bool isIdempotent = true)
    {
        var folder = new TemporaryFolder();
        var index = EmbeddedIndex.Open(folder.File("index.db"));
        await new Ingestor(index, null).PutAsync("test", new Property { Id = Place, Name = "Harbour Lane Rooms", Kind = "hotel", Address = new Address("Porto", "PT"), Rooms = [new Room("frances", "Courtyard Frances")] }, Tenants.Default, null, Token);
        return new Desk(index, folder, configure, isIdempotent);
    }

    internal static CancellationToken Token => TestContext.Current.CancellationToken;

    internal string File(string name) => folder.File(name);

    internal static CaseReading Reading(string intent, string? text, SuggestedAction action = SuggestedAction.Draft, Urgency urgency = Urgency.Normal, string? macro = null, IReadOnlyList<RestrictedTopic>? restricted = null, IReadOnlyList<string>? unanswered = null) =>
        new(new CaseTriage("en", [intent], urgency, Tone.Neutral, restricted ?? [], $"A guest asks about {intent}"), new Suggestion(action, "Because.", text) { Macro = macro, Unanswered = unanswered ?? [] });

    internal static IncomingCase Guest(string id, string text, CaseBooking? booking = null, string? replyTo = null, string? property = Place) =>
        new(id, Party.Guest, property, [new CaseMessage(Party.Guest, text)], booking, replyTo);

    /// <summary>Takes a case in and reads it.</summary>
    internal async Task<StoredCase> AddAsync(IncomingCase incoming)
    {
        var (id, outcome) = await Intake.AddAsync(Tenant, incoming, Token);
        Assert.Equal(IntakeOutcome.Added, outcome);
        await Readings.ReadAsync(Tenant, id, anew: true, Token);
        return await FindAsync(id);
    }

    internal async Task<StoredCase> FindAsync(string id) => (await Store.FindAsync(Tenant, id, Token))!;

    /// <summary>Queues a reply and sends it.</summary>
    internal async Task SendAsync(string id, string text, ReplySource source, string? macro = null, bool solve = false)
    {
        Assert.Equal(ReplyChange.Done, (await Replies.QueueAsync(Tenant, id, new ReplyDraft(text, source, macro, "Kim", solve), Token)).Change);
        Clock.Pass(TimeSpan.FromSeconds(Options.UndoSeconds));
        Assert.Equal(1, await Sender.SendDueAsync(Token));
    }

    internal Task<IReadOnlyList<CaseOutcome>> OutcomesAsync() => OutcomeStore.AllAsync(Database, Tenant, Token);

    public Task<CaseReading> ReadAsync(SupportCase supportCase, CancellationToken cancellationToken)
    {
        lock (Read) Read.Add(supportCase);
        return Task.FromResult(Reads(supportCase));
    }

    public Task SendAsync(OutgoingReply reply, CancellationToken cancellationToken)
    {
        if (Fails is not null) throw Fails;
        lock (Sent) Sent.Add(reply);
        return Task.CompletedTask;
    }

    public Task<PublishedAnswer> PublishAsync(string tenant, string property, string question, string answer, string by, CancellationToken cancellationToken)
    {
        Published.Add((property, question, answer, by));
        return Task.FromResult(new PublishedAnswer("faq-1"));
    }

    private Task<string> KeepGapAsync(string tenant, GapQuestion question, CancellationToken cancellationToken)
    {
        Gaps.Add(question);
        return Task.FromResult("gap-1");
    }

    public async ValueTask DisposeAsync()
    {
        await index.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}

/// <summary>A clock that stands still until it is told to go on.</summary>
internal sealed class HandClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    internal void Pass(TimeSpan time) => now += time;
}
