namespace Assistant;

/// <summary>
/// How the order of an answer's evidence was drawn, so that it can later be estimated how other orders would have done.
/// </summary>
/// <param name="Share">The share of questions (0 to 1) in which two neighbours change places.</param>
/// <param name="Swapped">The place (from 1) of the passage that changed places with the next one; null where none did.</param>
/// <param name="Propensity">The probability with which the order that was shown was drawn, above 0 and at most 1.</param>
/// <param name="Seed">What the draw followed from: the same seed, share and number of passages give the same order.</param>
public sealed record ShownOrder(double Share, int? Swapped, double Propensity, string Seed);
