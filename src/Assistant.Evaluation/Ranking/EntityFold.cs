using Assistant.Text;

namespace Assistant.Evaluation.Ranking;

/// <summary>Folds that share no property.</summary>
public static class EntityFold
{
    /// <summary>How many folds figures are taken over.</summary>
    public const int Count = 5;

    /// <summary>The fold of an id, 0 to <see cref="Count"/> - 1.</summary>
    public static int Of(string id) => (int)(TextAnalyzer.Hash(id) % Count);

    /// <summary>The fold of a query: that of the first property it is about; where it is about none, of the beginning of its conversation.</summary>
    public static int Of(AskRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Of(request.Focus is [var property, ..] ? property : request.History is [var first, ..] ? first.Text : request.Message);
    }

    /// <summary>Whether the bundled models were trained without this property: one in five, by its code points weighed by their place (<c>models/training/pairs.py</c>).</summary>
    public static bool IsHeldOut(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.EnumerateRunes().Select((rune, i) => (long)rune.Value * (i + 1)).Sum() % 5 == 0;
    }
}
