using System.Text.Json;
using Assistant.Privacy;
using Assistant.Support.Cases;
using Assistant.Support.Gaps;
using Assistant.Support.Reply;

namespace Assistant.Support.Learn;

/// <summary>What became of a decision on a proposal.</summary>
public enum ProposalDecision
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>There is no such proposal.</summary>
    Unknown,

    /// <summary>It was decided before.</summary>
    Decided,
}

/// <summary>Proposals of macros and FAQs out of what people sent, for a person to approve or dismiss.</summary>
public sealed class Proposals(SupportDatabase database, SqliteCaseStore store, MacroBook macros, IOwnerAnswers answers, SupportOptions options, TimeProvider time)
{
    private const int LongestText = 4000;
    private static readonly SemaphoreSlim OneDecision = new(1);

    /// <summary>Open proposals first, then those that were decided, each as it was then.</summary>
    public async Task<IReadOnlyList<Proposal>> ListAsync(string tenant, CancellationToken cancellationToken)
    {
        var decided = await database.ListAsync(
            "SELECT proposal, state FROM proposals WHERE tenant = $tenant ORDER BY at DESC",
            row => JsonSerializer.Deserialize<Proposal>(row.GetString(0), AssistantJson.Stored)! with { State = Enum.Parse<ProposalState>(row.GetString(1)) }, cancellationToken, ("$tenant", tenant));
        var known = decided.Select(proposal => proposal.Id).ToHashSet();
        var cases = (await store.AllAsync(tenant, cancellationToken)).ToDictionary(stored => stored.Case.Id);
        var outcomes = await OutcomeStore.AllAsync(database, tenant, cancellationToken);
        return [.. ProposalFinder.Find(outcomes, cases, macros, options.AgentName).Where(proposal => !known.Contains(proposal.Id)), .. decided];
    }

    /// <summary>Takes a proposal into use: a macro goes to the book, a FAQ goes live. <paramref name="text"/>, where it is given, is used in place of the proposed one.</summary>
    /// <exception cref="ArgumentException">The text is empty or too long, or holds somebody's data or its placeholder.</exception>
    public Task<ProposalDecision> ApproveAsync(string tenant, string id, string? text, string? by, CancellationToken cancellationToken) => DecideAsync(tenant, id, ProposalState.Approved, by, async (proposal, name) =>
    {
        var used = proposal with { Text = (text ?? proposal.Text).Trim(), State = ProposalState.Approved };
        if (used.Text.Length is 0 or > LongestText) throw new ArgumentException($"The text has {used.Text.Length} characters; it must have 1 to {LongestText}.", nameof(text));
        if (Masker.PlaceholdersIn(used.Text).FirstOrDefault() is { } placeholder) throw new ArgumentException($"The text holds {placeholder}, which stands for somebody's data. Take it out.", nameof(text));
        if (used.Kind == ProposalKind.Faq) await answers.PublishAsync(tenant, used.Property!, used.Title, used.Text, name, cancellationToken);
        else await AddMacroAsync(used, name, cancellationToken);
        return used;
    }, cancellationToken);

    /// <summary>Puts a proposal aside for good.</summary>
    public Task<ProposalDecision> DismissAsync(string tenant, string id, string? by, CancellationToken cancellationToken) =>
        DecideAsync(tenant, id, ProposalState.Dismissed, by, (proposal, _) => Task.FromResult(proposal with { State = ProposalState.Dismissed }), cancellationToken);

    /// <summary>The macros that were learnt, in the order of their coming.</summary>
    internal static IReadOnlyList<Macro> LearntMacros(SupportDatabase database)
    {
        using var connection = database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT macro FROM macros ORDER BY added_at, id";
        using var reader = command.ExecuteReader();
        var learnt = new List<Macro>();
        while (reader.Read()) learnt.Add(JsonSerializer.Deserialize<Macro>(reader.GetString(0), AssistantJson.Stored)!);
        return learnt;
    }

    private async Task<ProposalDecision> DecideAsync(string tenant, string id, ProposalState state, string? by, Func<Proposal, string, Task<Proposal>> use, CancellationToken cancellationToken)
    {
        var name = CaseChanges.Name(by, nameof(by));
        await OneDecision.WaitAsync(cancellationToken); // what two approve at the same time goes live once
        try
        {
            if ((await ListAsync(tenant, cancellationToken)).FirstOrDefault(proposal => proposal.Id == id) is not { } proposal) return ProposalDecision.Unknown;
            if (proposal.State != ProposalState.Open) return ProposalDecision.Decided;
            var used = await use(proposal, name);
            await using var connection = database.Connect();
            await connection.ExecuteAsync(
                "INSERT INTO proposals VALUES ($tenant, $id, $proposal, $state, $by, $at)", CancellationToken.None, // it is in use by now
                ("$tenant", tenant), ("$id", id), ("$proposal", JsonSerializer.Serialize(used, AssistantJson.Stored)), ("$state", state), ("$by", name), ("$at", time.GetUtcNow()));
            return ProposalDecision.Done;
        }
        finally
        {
            OneDecision.Release();
        }
    }

    private async Task AddMacroAsync(Proposal proposal, string by, CancellationToken cancellationToken)
    {
        var plain = $"learnt-{proposal.Intent!.Replace('_', '-')}";
        var macro = new Macro(plain, proposal.Title, [proposal.Intent!], proposal.Text);
        for (var i = 2; macros.Find(macro.Id) is not null; i++) macro = macro with { Id = $"{plain}-{i}" };
        await using var connection = database.Connect();
        await connection.ExecuteAsync(
            "INSERT INTO macros VALUES ($id, $macro, $at, $by)", cancellationToken,
            ("$id", macro.Id), ("$macro", JsonSerializer.Serialize(macro, AssistantJson.Stored)), ("$at", time.GetUtcNow()), ("$by", by));
        macros.TryAdd(macro);
    }
}
