using System.Security.Cryptography;
using System.Text;

namespace Assistant;

/// <summary>Short content digests: equal content has an equal hash, on every machine.</summary>
public static class ContentHashes
{
    private const char Separator = '\u001f'; // the ASCII unit separator cannot be typed, so fields cannot run into each other

    /// <summary>The first 16 hexadecimal digits of SHA-256 over the fields; null and empty count alike.</summary>
    public static string Of(params ReadOnlySpan<string?> fields)
    {
        var joined = string.Join(Separator, fields);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(joined)).AsSpan(0, 8));
    }
}
