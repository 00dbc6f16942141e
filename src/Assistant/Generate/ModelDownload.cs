using System.Net;
using System.Net.Http.Headers;

namespace Assistant.Generate;

/// <summary>Fetches a GGUF file over HTTP. What an interrupted download brought stays in a <c>.part</c> file, and the next one goes on from there.</summary>
public sealed class ModelDownload(HttpClient http)
{
    private const int BufferBytes = 1 << 20;
    private static readonly byte[] Magic = "GGUF"u8.ToArray();

    /// <summary>
    /// Fetches <paramref name="source"/> into <paramref name="target"/>.
    /// </summary>
    /// <param name="source">An http(s) address.</param>
    /// <param name="target">The file to write; it appears only when it is whole and checked.</param>
    /// <param name="sha256">What its SHA-256 must be; null takes what comes.</param>
    /// <param name="progress">Told of the bytes so far, and of all of them where the server says.</param>
    /// <param name="cancellationToken">Stops; what came stays for the next time.</param>
    /// <returns>The SHA-256 of the file, lower-case hexadecimal.</returns>
    /// <exception cref="HttpRequestException">The server does not give the file.</exception>
    /// <exception cref="IOException">It broke off, is no GGUF file, or is not the file that the digest names.</exception>
    public async Task<string> FetchAsync(Uri source, string target, string? sha256, IProgress<(long Bytes, long? Of)>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        var part = $"{target}.part";
        await ReceiveAsync(source, part, progress, cancellationToken);
        if (!await IsGgufAsync(part, cancellationToken)) throw Discarded(part, $"{source} is no GGUF file.");
        var digest = await ModelRegistry.DigestAsync(part, cancellationToken);
        if (sha256 is not null && !digest.Equals(sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw Discarded(part, $"{source} has the SHA-256 {digest}, not {sha256.ToLowerInvariant()}. It was not kept; check the address and the digest.");
        }

        File.Move(part, target, overwrite: true);
        return digest;
    }

    private async Task ReceiveAsync(Uri source, string part, IProgress<(long Bytes, long? Of)>? progress, CancellationToken cancellationToken)
    {
        var have = File.Exists(part) ? new FileInfo(part).Length : 0;
        using var request = new HttpRequestMessage(HttpMethod.Get, source);
        if (have > 0) request.Headers.Range = new RangeHeaderValue(have, null);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) return; // it was whole already
        response.EnsureSuccessStatusCode();
        var goesOn = response.StatusCode == HttpStatusCode.PartialContent;
        if (!goesOn) have = 0;
        var all = have + response.Content.Headers.ContentLength;
        await using var from = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var to = new FileStream(part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        var buffer = new byte[BufferBytes];
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            have += count;
            progress?.Report((have, all));
        }

        if (all is not null && have != all) throw new IOException($"{source} broke off after {have} of {all} bytes. Run the same command again to go on.");
    }

    private static async Task<bool> IsGgufAsync(string path, CancellationToken cancellationToken)
    {
        var start = new byte[Magic.Length];
        await using var file = File.OpenRead(path);
        return await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken) == start.Length && start.AsSpan().SequenceEqual(Magic);
    }

    private static IOException Discarded(string part, string message)
    {
        File.Delete(part);
        return new IOException(message);
    }
}
