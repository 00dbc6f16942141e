using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Assistant.Generate;
using Assistant.Testing;

namespace Assistant.Tests.Generate;

public sealed class ModelDownloadTests : IDisposable
{
    private static readonly Uri Source = new("https://example.org/model.gguf");
    private static readonly byte[] Model = [.. "GGUF"u8, .. Enumerable.Range(0, 5000).Select(i => (byte)i)];
    private readonly TemporaryFolder folder = new();

    private string Target => folder.File("models/model.gguf");

    private string Part => $"{Target}.part";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Fetch_whole_file_is_checked_and_put_in_place()
    {
        var digest = await Download(new Server(Model)).FetchAsync(Source, Target, Digest(Model).ToUpperInvariant(), null, Token);

        Assert.Equal((Digest(Model), true, false), (digest, (await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken)).SequenceEqual(Model), File.Exists(Part)));
    }

    [Fact]
    public async Task Fetch_broken_off_goes_on_where_it_stopped()
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => Download(new Server(Model) { BreaksOffAfter = 1000 }).FetchAsync(Source, Target, null, null, Token));
        var server = new Server(Model);

        await Download(server).FetchAsync(Source, Target, Digest(Model), null, Token);

        Assert.Contains("Run the same command again", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1000, server.AskedFrom);
        Assert.Equal(Model, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Fetch_server_without_ranges_begins_anew()
    {
        folder.Write("models/model.gguf.part", "GGUF rubbish");

        await Download(new Server(Model) { KnowsRanges = false }).FetchAsync(Source, Target, Digest(Model), null, Token);

        Assert.Equal(Model, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Fetch_other_digest_keeps_nothing()
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => Download(new Server(Model)).FetchAsync(Source, Target, new string('0', 64), null, Token));

        Assert.Contains(Digest(Model), failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target) || File.Exists(Part));
    }

    [Fact]
    public async Task Fetch_page_in_place_of_a_model_is_refused()
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => Download(new Server([.. "<html>"u8])).FetchAsync(Source, Target, null, null, Token));

        Assert.Contains("no GGUF file", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task Fetch_missing_file_is_told() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => Download(new Server(Model) { Status = HttpStatusCode.NotFound }).FetchAsync(Source, Target, null, null, Token));

    private static ModelDownload Download(Server server) => new(new HttpClient(server));

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    // Serves one file, as far as it is told to.
    private sealed class Server(byte[] content) : HttpMessageHandler
    {
        internal int? BreaksOffAfter { get; init; }

        internal bool KnowsRanges { get; init; } = true;

        internal HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        internal long AskedFrom { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            AskedFrom = request.Headers.Range?.Ranges.Single().From ?? 0;
            var from = KnowsRanges ? (int)AskedFrom : 0;
            var rest = content[from..];
            var sent = BreaksOffAfter is { } end ? rest[..end] : rest;
            var body = new StreamContent(new MemoryStream(sent));
            body.Headers.ContentLength = rest.Length;
            if (from > 0) body.Headers.ContentRange = new ContentRangeHeaderValue(from, content.Length - 1, content.Length);
            return Task.FromResult(new HttpResponseMessage(Status != HttpStatusCode.OK ? Status : from > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK) { Content = body });
        }
    }
}
