using Assistant.Support.Cases;

namespace Assistant.Support.Reply;

/// <summary>Reads cases by triage, the operator's macros and the assistant's evidence.</summary>
public sealed class SupportAgent : ICaseReader
{
    /// <inheritdoc/>
    public Task<CaseReading> ReadAsync(SupportCase supportCase, CancellationToken cancellationToken) => throw new NotImplementedException();
}
