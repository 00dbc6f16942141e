namespace Assistant.Evaluation.Privacy;

/// <summary>How the tagger is fitted. The defaults were chosen by cross-validation.</summary>
internal sealed record TagTraining
{
    /// <summary>Times that every text is seen.</summary>
    internal int Epochs { get; init; } = 12;

    /// <summary>Length of steps.</summary>
    internal float Rate { get; init; } = 0.1f;

    /// <summary>Pull of weights to nothing.</summary>
    internal float Decay { get; init; } = 0.0003f;

    /// <summary>What personal data costs that is left out, in the scores' unit.</summary>
    internal float MissCost { get; init; } = 1;

    /// <summary>Variants of each text, beside itself.</summary>
    internal int Variants { get; init; } = 5;

    /// <summary>Features of fewer texts have no weight.</summary>
    internal int MinTexts { get; init; } = 2;

    /// <summary>Features whose greatest weight has fewer steps are left out.</summary>
    internal int LeastSteps { get; init; } = 1;

    /// <summary>Seed of the order of texts.</summary>
    internal int Seed { get; init; } = 1;
}
