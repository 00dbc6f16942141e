using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Assistant.Cli.Bench;

/// <summary>A llama-server of its own, started for a measurement and ended with it: the peer that the engine is measured against.</summary>
internal sealed class LlamaServer : IChatClient
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly HttpClient http;
    private readonly ConcurrentQueue<string> lines = new();

    private LlamaServer(Process process, HttpClient http) => (this.process, this.http) = (process, http);

    /// <summary>The process, whose memory is of interest.</summary>
    internal int ProcessId => process.Id;

    /// <summary>Starts <paramref name="program"/> on a free port and waits until its model is loaded.</summary>
    /// <exception cref="InvalidOperationException">It did not start.</exception>
    internal static async Task<LlamaServer> StartAsync(string program, string model, int slots, int contextTokens, int threads, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-m", model, "-np", $"{slots}", "-c", $"{slots * contextTokens}", "-t", $"{threads}", "-tb", $"{threads}", "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--no-webui" })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        var server = new LlamaServer(process, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Timeout.InfiniteTimeSpan });
        process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await server.WaitAsync(program, cancellationToken);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var body = JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["messages"] = messages.Select(message => new { role = message.Role.Value, content = message.Text }),
            ["max_tokens"] = options?.MaxOutputTokens,
            ["temperature"] = 0,
            ["stream"] = true,
            ["stream_options"] = new { include_usage = true },
            ["cache_prompt"] = true,
            ["ignore_eos"] = options?.AdditionalProperties?["ignore_eos"],
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.ConnectionClose = true; // it ends the connection after a stream, without saying so
        using var response = await SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
            using var chunk = JsonDocument.Parse(line["data: ".Length..]);
            if (chunk.RootElement.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { OutputTokenCount = usage.GetProperty("completion_tokens").GetInt64() })]);
            }
            else if (chunk.RootElement.GetProperty("choices") is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0
                && choices[0].GetProperty("delta").TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, content.GetString());
            }
        }
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private string LastWords => $" Its last words:\n{string.Join('\n', lines)}";

    private async Task WaitAsync(string program, CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < StartLimit; await Task.Delay(100, cancellationToken))
        {
            if (process.HasExited) throw new InvalidOperationException($"'{program}' ended with {process.ExitCode} before it was ready.{LastWords}");
            try
            {
                if ((await http.GetAsync(new Uri("/health", UriKind.Relative), cancellationToken)).StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }

        throw new InvalidOperationException($"'{program}' was not ready within {StartLimit.TotalMinutes:0} minutes.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new InvalidOperationException($"llama-server broke off: {exception.Message}{LastWords}", exception);
        }
    }

    private void Keep(string? line)
    {
        if (line is not null) lines.Enqueue(line);
        while (lines.Count > 20) lines.TryDequeue(out _);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
