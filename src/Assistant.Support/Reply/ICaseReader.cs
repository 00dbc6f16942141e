using Assistant.Support.Cases;

namespace Assistant.Support.Reply;

/// <summary>Reads a case and suggests what to do with it: a macro, a cited draft, or a person.</summary>
public interface ICaseReader
{
    /// <summary>Reads a case.</summary>
    /// <exception cref="ArgumentException">The case has no message of its asker, or names a property that the index does not know.</exception>
    Task<CaseReading> ReadAsync(SupportCase supportCase, CancellationToken cancellationToken);
}
