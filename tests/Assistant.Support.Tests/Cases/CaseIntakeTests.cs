using System.Text;
using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Assistant.Support.Send;
using Assistant.Support.Triage;
using static Assistant.Support.Tests.Desk;

namespace Assistant.Support.Tests.Cases;

public sealed class CaseIntakeTests
{
    private static readonly CaseBooking Booking = new("48213-77", new DateOnly(2026, 12, 3), new DateOnly(2026, 12, 5), 2, "Double", "Ada Quillfeather");

    [Fact]
    public async Task Case_is_kept_masked_and_read_so()
    {
        await using var desk = await OpenAsync();
        var stored = await desk.AddAsync(Guest("c1", "My booking 48213-77: write to ada@quill.example. Yours, Ada Quillfeather", Booking, "ada@quill.example"));

        Assert.Equal("My booking [booking 1]: write to [email 1]. Yours, [name 1]", stored.Case.Messages[0].Text);
        Assert.Equal(("[name 1]", "[booking 1]", "[email 1]"), (stored.Case.Booking!.GuestName, stored.Case.Booking.Reference, stored.ReplyTo));
        Assert.Equal(stored.Case.Messages[0].Text, desk.Read.Single().Messages[0].Text);
    }

    [Fact]
    public async Task Part_of_the_name_is_masked_and_a_word_that_only_looks_like_one_is_not()
    {
        await using var desk = await OpenAsync();
        var stored = await desk.AddAsync(Guest("c1", "Will there be parking? Mrs Quillfeather asks.", Booking with { GuestName = "Will Quillfeather" }));

        Assert.StartsWith("Will there be parking? ", stored.Case.Messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Quillfeather", stored.Case.Messages[0].Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Name_of_the_place_is_no_person_s()
    {
        await using var desk = await OpenAsync();
        var stored = await desk.AddAsync(Guest("c1", "Kind regards to Harbour Lane Rooms, it is Harbour we love most in Porto. Ada Quillfeather", Booking));
        await desk.Changes.AppendAsync(Tenant, "c1", new CaseMessage(Party.Guest, "Thanks, Harbour. Yours, Ada Quillfeather"), Token);

        var messages = (await desk.FindAsync("c1")).Case.Messages;
        Assert.Equal("Kind regards to Harbour Lane Rooms, it is Harbour we love most in Porto. [name 1]", stored.Case.Messages[0].Text);
        Assert.Equal("Thanks, Harbour. Yours, [name 1]", messages[1].Text);
    }

    [Fact]
    public async Task Room_of_the_place_is_no_person_s()
    {
        await using var desk = await OpenAsync();
        var stored = await desk.AddAsync(Guest("c1", "Is the Courtyard Frances quiet? Ada Quillfeather", Booking with { Room = "Courtyard Frances" }));
        Assert.Equal(("Courtyard Frances", "Is the Courtyard Frances quiet? [name 1]"), (stored.Case.Booking!.Room, stored.Case.Messages[0].Text));
    }

    [Fact]
    public async Task Files_of_the_store_hold_nothing_in_clear()
    {
        await using var desk = await OpenAsync();
        await desk.AddAsync(Guest("c1", "It is Ada Quillfeather, ada@quill.example, +44 20 7946 0018, booking 48213-77.", Booking, "ada@quill.example"));
        await desk.Changes.AppendAsync(Tenant, "c1", new CaseMessage(Party.Guest, "Once more, Ada Quillfeather, from other@quill.example."), Token);
        await desk.Changes.NoteAsync(Tenant, "c1", "Rang ada@quill.example back.", "Kim", Token);
        await desk.SendAsync("c1", "Dear Ada Quillfeather, we write to ada@quill.example.", ReplySource.Own);
        await desk.Outcomes.RejectAsync(Tenant, "c1", "Kim", "Not for Ada Quillfeather", Token);

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var files = Directory.GetFiles(Path.GetDirectoryName(desk.File("support.db"))!, "support.db*");
        var raw = string.Concat(files.Select(file => Encoding.UTF8.GetString(File.ReadAllBytes(file))));
        Assert.Contains("[email 1]", raw, StringComparison.Ordinal);
        foreach (var secret in new[] { "Quillfeather", "quill.example", "7946", "48213" }) Assert.DoesNotContain(secret, raw, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Same_case_again_is_known_and_another_under_its_id_is_refused()
    {
        await using var desk = await OpenAsync();
        var first = Guest("c1", "Is there parking?", Booking, "ada@quill.example");
        await desk.AddAsync(first);

        Assert.Equal(("c1", IntakeOutcome.Known), await desk.Intake.AddAsync(Tenant, first, Token));
        Assert.Equal(("c1", IntakeOutcome.Taken), await desk.Intake.AddAsync(Tenant, first with { ReplyTo = "bob@quill.example" }, Token));
    }

    [Theory]
    [InlineData("a b", "hotel__porto-harbour-lane", "Hello", "The id 'a b' cannot be used")]
    [InlineData("c1", "hotel__nowhere", "Hello", "The index knows no property 'hotel__nowhere'")]
    [InlineData("c1", null, " ", "A message is empty")]
    public async Task Case_that_cannot_be_used_is_told_why(string id, string? property, string text, string words)
    {
        await using var desk = await OpenAsync();
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => desk.Intake.AddAsync(Tenant, Guest(id, text, property: property), Token));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Urgency.High, 60)]
    [InlineData(Urgency.Normal, 480)]
    [InlineData(Urgency.Low, 1440)]
    public async Task Reply_is_due_by_urgency(Urgency urgency, int minutes)
    {
        await using var desk = await OpenAsync();
        desk.Reads = _ => Reading("parking", "Yes.", urgency: urgency);
        var stored = await desk.AddAsync(Guest("c1", "Is there parking?"));

        Assert.Equal(desk.Clock.GetUtcNow().AddMinutes(minutes), stored.DueAt);
        Assert.False(stored.IsOverdue(stored.DueAt!.Value));
        Assert.True(stored.IsOverdue(stored.DueAt.Value.AddSeconds(1)));
    }

    [Fact]
    public async Task Restricted_case_is_at_least_normal()
    {
        await using var desk = await OpenAsync();
        desk.Reads = _ => Reading("refund", null, SuggestedAction.Abstain, Urgency.Low, restricted: [RestrictedTopic.Refund]);
        Assert.Equal(desk.Clock.GetUtcNow().AddMinutes(480), (await desk.AddAsync(Guest("c1", "Money back."))).DueAt);
    }

    [Fact]
    public async Task Case_that_the_desk_answered_comes_in_as_solved()
    {
        await using var desk = await OpenAsync();
        var stored = await desk.AddAsync(new IncomingCase("c1", Party.Guest, Place, [new(Party.Guest, "Is there parking?"), new(Party.Agent, "Yes, behind the house.")]));
        Assert.Equal((CaseStatus.Solved, (DateTimeOffset?)null), (stored.Status, stored.DueAt));
    }

    [Fact]
    public async Task Reading_that_fails_leaves_the_case_with_the_reason_until_it_is_read_anew()
    {
        await using var desk = await OpenAsync();
        var reads = desk.Reads;
        desk.Reads = _ => throw new ArgumentException("No such thing.");
        var stored = await desk.AddAsync(Guest("c1", "Is there parking?"));
        Assert.Null(stored.Reading);
        Assert.Contains("No such thing.", stored.ReadingError, StringComparison.Ordinal);
        Assert.False(await desk.Readings.ReadNextAsync(Token));

        desk.Reads = reads;
        Assert.True(await desk.Readings.ReadAsync(Tenant, "c1", anew: true, Token));
        var again = await desk.FindAsync("c1");
        Assert.Equal((SuggestedAction.Draft, (string?)null), (again.Reading!.Suggestion.Action, again.ReadingError));
    }

    [Fact]
    public async Task Unanswered_questions_become_gaps_of_the_property()
    {
        await using var desk = await OpenAsync();
        desk.Reads = _ => Reading("parking", null, SuggestedAction.Abstain, unanswered: ["Can a car be charged?"]);
        await desk.AddAsync(Guest("c1", "Can a car be charged?"));
        await desk.AddAsync(Guest("c2", "Can a car be charged?", property: null));

        var gap = Assert.Single(desk.Gaps);
        Assert.Equal((Place, "Can a car be charged?", "c1"), (gap.Property, gap.Question, gap.Reference));
    }

    [Fact]
    public async Task Message_to_a_solved_case_opens_it_and_asks_for_a_new_reading()
    {
        await using var desk = await OpenAsync();
        await desk.AddAsync(Guest("c1", "Is there parking?"));
        await desk.Changes.SetStatusAsync(Tenant, "c1", CaseStatus.Solved, "Kim", Token);
        desk.Clock.Pass(TimeSpan.FromHours(5));

        Assert.True(await desk.Changes.AppendAsync(Tenant, "c1", new CaseMessage(Party.Guest, "And what does it cost?"), Token));
        Assert.True(await desk.Readings.ReadNextAsync(Token));

        var stored = await desk.FindAsync("c1");
        Assert.Equal((CaseStatus.Open, desk.Clock.GetUtcNow().AddMinutes(480)), (stored.Status, stored.DueAt));
        Assert.Equal(2, desk.Read[^1].Messages.Count);
    }

    [Fact]
    public async Task Many_cases_at_once_are_all_kept_and_each_is_read_once()
    {
        await using var desk = await OpenAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 24), Token, async (i, token) => await desk.Intake.AddAsync(Tenant, Guest($"c{i}", $"Question {i}"), token));
        await Parallel.ForEachAsync(Enumerable.Range(0, 4), Token, async (_, token) =>
        {
            for (var more = true; more;) more = await desk.Readings.ReadNextAsync(token);
        });

        Assert.Equal(24, desk.Read.Select(read => read.Id).Distinct().Count());
        Assert.Equal(24, desk.Read.Count);
        Assert.Equal(24, (await desk.Store.AllAsync(Tenant, Token)).Count(stored => stored.Reading is not null));
    }

    [Fact]
    public async Task What_was_being_read_when_the_host_ended_is_read_at_the_next_start()
    {
        await using var desk = await OpenAsync();
        desk.Reads = _ => throw new OperationCanceledException();
        await desk.Intake.AddAsync(Tenant, Guest("c1", "Is there parking?"), Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => desk.Readings.ReadNextAsync(Token));

        desk.Reads = _ => Reading("parking", "Yes.");
        await desk.Readings.RecoverAsync(Token);
        Assert.True(await desk.Readings.ReadNextAsync(Token));
        Assert.NotNull((await desk.FindAsync("c1")).Reading);
    }
}
