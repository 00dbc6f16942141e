namespace Assistant.Evaluation.Runs;

/// <summary>What a model's tokens cost; a local one's cost nothing.</summary>
public sealed class Prices
{
    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Of a million tokens that it reads.</summary>
    public decimal PromptPerMillion { get; init; }

    /// <summary>Of a million tokens that it writes.</summary>
    public decimal CompletionPerMillion { get; init; }

    /// <summary>The cost of a run, and of a thousand of its questions.</summary>
    internal Cost Of(IReadOnlyList<EvalItem> items)
    {
        var total = items.Sum(item => ((item.Answer?.Usage.PromptTokens ?? 0) * PromptPerMillion + (item.Answer?.Usage.CompletionTokens ?? 0) * CompletionPerMillion) / 1_000_000m);
        return new Cost(Currency, Math.Round(total, 6), items.Count == 0 ? 0 : Math.Round(total / items.Count * 1000, 6));
    }
}

/// <summary>What a run cost in all, and for a thousand questions.</summary>
public sealed record Cost(string Currency, decimal Total, decimal PerThousand);
