using System.Security.Cryptography;
using Assistant.Support;
using Microsoft.AspNetCore.DataProtection;

namespace Assistant.Web.Support;

/// <summary>
/// Keys for owners: each opens the gap report of one property and lets its gaps be answered, nothing else, for a month. They are signed and encrypted by the keys in
/// <c>Support:Keys</c> and stored nowhere; another <see cref="SupportOptions.OwnerLinks"/> takes all of them back.
/// </summary>
internal sealed class OwnerLinks(IDataProtectionProvider provider, SupportOptions options, TimeProvider time)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(30);
    private readonly ITimeLimitedDataProtector protector = provider.CreateProtector("Assistant.Support.OwnerLinks", options.OwnerLinks).ToTimeLimitedDataProtector();

    /// <summary>A key of a property, and until when it opens.</summary>
    internal (string Key, DateTimeOffset Until) Create(string property)
    {
        var until = time.GetUtcNow() + Lasts;
        return (protector.Protect(property, until), until);
    }

    /// <summary>The property that a key opens; null where it opens none, or none any more.</summary>
    internal string? PropertyOf(string key)
    {
        try
        {
            return key.Length == 0 ? null : protector.Unprotect(key);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
