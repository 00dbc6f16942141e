namespace Assistant.Support.Gaps;

/// <summary>Keeps questions that content could not answer.</summary>
public sealed class GapLog
{
    /// <summary>Keeps a question; the same question of the same source and reference counts once. Returns the id of the gap that it belongs to.</summary>
    /// <exception cref="ArgumentException">The question is empty or too long, or the index does not know the property.</exception>
    public Task<string> AddAsync(string tenant, GapQuestion question, CancellationToken cancellationToken) => throw new NotImplementedException();
}
