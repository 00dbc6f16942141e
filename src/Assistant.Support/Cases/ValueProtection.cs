namespace Assistant.Support.Cases;

/// <summary>Encrypts what was masked, and decrypts it; the host brings the cipher.</summary>
/// <param name="Protect">A text to its secret.</param>
/// <param name="Unprotect">A secret to its text; throws where the key is not there any more.</param>
public sealed record ValueProtection(Func<string, string> Protect, Func<string, string> Unprotect)
{
    /// <summary>The masker of a case, which goes on where it ended.</summary>
    /// <param name="store">The cases.</param>
    /// <param name="tenant">Whose.</param>
    /// <param name="id">Which case.</param>
    /// <param name="propertyName">What the property is called: no person's name; null where there is none.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<Privacy.Masker> MaskerAsync(SqliteCaseStore store, string tenant, string id, string? propertyName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var secrets = await store.SecretsAsync(tenant, id, cancellationToken);
        return Privacy.Masker.After(secrets.Where(pair => pair.Value.Length > 0).ToDictionary(pair => pair.Key, pair => Unprotect(pair.Value)), secrets.Keys, Privacy.PlaceNames.Of(propertyName)); // what was forgotten keeps its number
    }

    /// <summary>What a masker masked, encrypted.</summary>
    public IReadOnlyDictionary<string, string> Secrets(Privacy.Masker masker)
    {
        ArgumentNullException.ThrowIfNull(masker);
        return masker.Values.ToDictionary(pair => pair.Key, pair => Protect(pair.Value));
    }
}
