using System.Text.Json;
using Assistant.Evaluation.Online;
using Assistant.Support.Cases;
using Assistant.Support.Learn;
using Assistant.Support.Reply;
using Assistant.Support.Triage;
using Assistant.Testing;

namespace Assistant.Evaluation.Tests.Online;

public sealed class SupportFeedbackTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly CaseReading Read = new(
        new CaseTriage("en", ["parking"], Urgency.High, Tone.Upset, [], "A guest asks about parking"),
        new Suggestion(SuggestedAction.Draft, "The rules say it.", "It costs 12 euros.") { Sentences = [new DraftSentence("It costs 12 euros.", [new Citation(1, "hotel__a#policies/parking", 0, 5, "h")])] });

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Cases_are_written_as_people_decided_them_and_read_back_as_cases()
    {
        var accepted = Outcome("c1", OutcomeKind.Accepted, SuggestedAction.Draft) with { Reply = "It costs 12 euros." };
        var own = Outcome("c2", OutcomeKind.Own, SuggestedAction.Abstain) with { Reply = "We ask the house." };
        var rejected = Outcome("c2", OutcomeKind.Rejected, SuggestedAction.Draft);

        var report = await SupportFeedback.WriteAsync([Case("c1"), Case("c2"), Case("c3")], [accepted, rejected, own], null, folder.Path, Token);

        Assert.Equal((3, 2, 1), (report.Cases, report.Used, report.Unused.Values.Single()));
        var lines = (await File.ReadAllLinesAsync(folder.File("cases.jsonl"), Token)).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.Equal(["draft", "abstain"], lines.Select(line => line.GetProperty("action").GetString()));
        Assert.Equal(("hotel__a#policies/parking", "high", "upset"), (lines[0].GetProperty("sources")[0].GetString(), lines[0].GetProperty("urgency").GetString(), lines[0].GetProperty("tone").GetString()));
        Assert.Equal(0, lines[1].GetProperty("sources").GetArrayLength());
        using var reader = new StreamReader(folder.File("cases.jsonl"));
        var back = await CaseFile.JsonLinesAsync(reader, Token).ToListAsync(Token);
        Assert.Equal(["Is there parking, [name 1]?"], back[0].Case!.Messages!.Select(message => message.Text)); // the reply is not part of what was asked
    }

    [Fact]
    public async Task Only_rejected_or_earlier_cases_are_not_used_and_counted_by_reason()
    {
        var report = await SupportFeedback.WriteAsync(
            [Case("c1"), Case("c2")], [Outcome("c1", OutcomeKind.Rejected, SuggestedAction.Draft), Outcome("c2", OutcomeKind.Own, SuggestedAction.Abstain) with { Reply = "Yes.", At = Noon.AddDays(-2) }],
            Noon.AddDays(-1), folder.Path, Token);

        Assert.Equal(["cases 2, used 0", "not used: 1 (no reply was sent through the desk)", "not used: 1 (the suggestion was rejected, and no reply sent)"], report.Lines());
        Assert.False(File.Exists(folder.File("cases.jsonl")));
    }

    private static CaseOutcome Outcome(string id, OutcomeKind kind, SuggestedAction action) => new("default", id, Noon, "Kim", kind, action) { Reading = Read };

    private static StoredCase Case(string id) => new(
        new SupportCase(id, Party.Guest, "hotel__a", [new(Party.Guest, "Is there parking, [name 1]?", Noon.AddHours(-1)), new(Party.Agent, "It costs 12 euros.", Noon)]), CaseStatus.Solved, Noon.AddHours(-1), Noon);
}
