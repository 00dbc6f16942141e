using System.Text.Json.Serialization;

namespace Assistant.Evaluation.Online;

/// <summary>A choice that was made at random and what came of it, seen from another policy.</summary>
/// <param name="Reward">What came of it: 1 for an answer that helped, 0 for one that did not, or any other number.</param>
/// <param name="Propensity">The probability (above 0, at most 1) with which it was chosen.</param>
/// <param name="TargetProbability">The probability (0 to 1) with which the policy in question would choose the same.</param>
/// <param name="Predicted">What a reward model expects of this choice; only for the doubly robust estimate.</param>
/// <param name="PredictedTarget">What it expects of the choices of the policy in question here, by their probabilities; with <paramref name="Predicted"/> or not at all.</param>
public sealed record LoggedChoice(
    double Reward, double Propensity, [property: JsonPropertyName("target")] double TargetProbability, double? Predicted = null, double? PredictedTarget = null)
{
    /// <summary>How often the policy in question would choose this for each time that it was chosen.</summary>
    [JsonIgnore]
    public double Weight => TargetProbability / Propensity;

    /// <summary>Whether a reward model spoke.</summary>
    [JsonIgnore]
    public bool IsPredicted => Predicted is not null;

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public string? Problem() =>
        !double.IsFinite(Reward) ? "the reward is not a finite number"
        : Propensity is not (> 0 and <= 1) ? FormattableString.Invariant($"the propensity {Propensity} is not above 0 and at most 1")
        : TargetProbability is not (>= 0 and <= 1) ? FormattableString.Invariant($"the target's probability {TargetProbability} is not from 0 to 1")
        : Predicted is null != PredictedTarget is null ? "predicted and predictedTarget come together or not at all"
        : null;
}
