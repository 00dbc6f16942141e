using Assistant.Evaluation.Runs;

namespace Assistant.Evaluation.Tests.Runs;

/// <summary>Items of runs that never were.</summary>
internal static class Items
{
    internal static EvalItem Answered(string id, string sentence, string passage, Verdict verdict = Verdict.Answered, string passageId = "p1") => new(
        id, $"question {id}", ["p1"], ["hotel__a"], [new ScoredPassage("p1", .9)], ["p1"],
        new EvalAnswer(sentence, verdict, [new AnswerSentence(sentence, [new Citation(1, passageId, 0, passage.Length, "hash")], 1)],
            [new PassageView(1, passageId, "hotel__a", "Hotel A", PassageKind.Policy, Tier.Owner, null, passage, .9, null)], new Usage(0, 0)), 12.5)
    {
        Metrics = new Dictionary<string, double> { ["right and cited"] = 1 },
        Slices = new Dictionary<string, string> { ["kind"] = "policy" },
        Confidence = .8,
    };

    internal static EvalRun Run(params EvalItem[] items) => new(new EvalPlan("set", "val", EvalStage.Answer), items, new Dictionary<string, object?> { ["version"] = "1" });
}
