namespace Assistant.Evaluation.Measures;

/// <summary>Whether a query was refused, and whether the content holds an answer to it.</summary>
public sealed record RefusalOutcome(bool IsRefused, bool HasAnswer);
