namespace Assistant.Support.Cases;

/// <summary>Encrypts what was masked, and decrypts it; the host brings the cipher.</summary>
/// <param name="Protect">A text to its secret.</param>
/// <param name="Unprotect">A secret to its text; throws where the key is not there any more.</param>
public sealed record ValueProtection(Func<string, string> Protect, Func<string, string> Unprotect)
{
    /// <summary>The masker of a case, which goes on where it ended.</summary>
    public async Task<Privacy.Masker> MaskerAsync(SqliteCaseStore store, string tenant, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var secrets = await store.SecretsAsync(tenant, id, cancellationToken);
        return Privacy.Masker.After(secrets.Where(pair => pair.Value.Length > 0).ToDictionary(pair => pair.Key, pair => Unprotect(pair.Value)), secrets.Keys); // what was forgotten keeps its number
    }

    /// <summary>What a masker masked, encrypted.</summary>
    public IReadOnlyDictionary<string, string> Secrets(Privacy.Masker masker)
    {
        ArgumentNullException.ThrowIfNull(masker);
        return masker.Values.ToDictionary(pair => pair.Key, pair => Protect(pair.Value));
    }
}
