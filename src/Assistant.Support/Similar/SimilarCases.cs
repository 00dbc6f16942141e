namespace Assistant.Support.Similar;

/// <summary>Finds solved cases that are near in meaning.</summary>
public sealed class SimilarCases
{
    /// <summary>The nearest solved cases, best first; those of <paramref name="property"/> come first among equals.</summary>
    /// <param name="tenant">Whose cases.</param>
    /// <param name="text">What is asked; it is masked before it is looked for.</param>
    /// <param name="property">The property's id, or null.</param>
    /// <param name="count">At most so many, from 1.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public Task<IReadOnlyList<SimilarCase>> FindAsync(string tenant, string text, string? property, int count, CancellationToken cancellationToken) => throw new NotImplementedException();
}
