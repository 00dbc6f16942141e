using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Assistant.Tests.Generate.Servers;

/// <summary>What goes wrong with a request: before anything is sent, or after so many pieces of an answer.</summary>
internal sealed record ServerTrouble(int Status = 200, bool Hangs = false, bool Resets = false, int? AfterPieces = null, bool EndsEarly = false, string? Body = null);

/// <summary>An OpenAI-compatible server on a port of this machine: it says what it is told to, fails as it is told to, and can be stopped and started again.</summary>
internal sealed class ModelServerDouble : IAsyncDisposable
{
    private WebApplication? app;
    private int port;

    /// <summary>The answer, piece by piece.</summary>
    internal IReadOnlyList<string> Pieces { get; set; } = ["Pets are", " welcome."];

    /// <summary>A vector of a text.</summary>
    internal Func<string, float[]> Vector { get; set; } = text => [text.Length, 1];

    /// <summary>Who owns its models.</summary>
    internal string OwnedBy { get; init; } = "llamacpp";

    /// <summary>Told the number of each request, from 0; null where it goes well.</summary>
    internal Func<int, ServerTrouble?> Trouble { get; set; } = _ => null;

    internal ConcurrentQueue<JsonElement> Requests { get; } = [];

    /// <summary>Completed by each request that its client left.</summary>
    internal TaskCompletionSource Left { get; } = new();

    /// <summary>Held requests go on when this is completed.</summary>
    internal TaskCompletionSource Go { get; } = new();

    /// <summary>Whether answers wait for <see cref="Go"/> after their first piece.</summary>
    internal bool Holds { get; init; }

    internal Uri Address => new($"http://127.0.0.1:{port}/v1");

    internal async Task<ModelServerDouble> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        app = builder.Build();
        app.MapGet("/v1/models", () => new { @object = "list", data = new[] { new { id = "m", @object = "model", created = 1, owned_by = OwnedBy } } });
        app.MapPost("/v1/chat/completions", context => AnswerAsync(context, ChatAsync));
        app.MapPost("/v1/embeddings", context => AnswerAsync(context, EmbedAsync));
        await app.StartAsync();
        port = new Uri(app.Urls.First()).Port;
        return this;
    }

    internal async Task StopAsync()
    {
        if (app is null) return;
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        app = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, JsonElement, ServerTrouble?, Task> answer)
    {
        var request = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        Requests.Enqueue(request);
        var trouble = Trouble(Requests.Count - 1);
        try
        {
            if (trouble is { AfterPieces: null } && await FailedAsync(context, trouble)) return;
            await answer(context, request, trouble);
        }
        catch (OperationCanceledException)
        {
            Left.TrySetResult();
        }
    }

    private async Task ChatAsync(HttpContext context, JsonElement request, ServerTrouble? trouble)
    {
        context.Response.ContentType = "text/event-stream";
        for (var i = 0; i < Pieces.Count; i++)
        {
            if (trouble?.AfterPieces == i && (trouble.EndsEarly || await FailedAsync(context, trouble))) return;
            await SendAsync(context, new { delta = new { role = "assistant", content = Pieces[i] }, index = 0 });
            if (Holds) await Go.Task.WaitAsync(context.RequestAborted);
        }

        await SendAsync(context, new { delta = new { }, index = 0, finish_reason = "stop" });
        await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
    }

    private Task EmbedAsync(HttpContext context, JsonElement request, ServerTrouble? trouble)
    {
        var input = request.GetProperty("input");
        var texts = input.ValueKind == JsonValueKind.Array ? input.EnumerateArray().Select(text => text.GetString()!) : [input.GetString()!];
        var data = texts.Select((text, index) => new { @object = "embedding", index, embedding = Convert.ToBase64String(Vector(text).SelectMany(BitConverter.GetBytes).ToArray()) });
        return context.Response.WriteAsJsonAsync(new { @object = "list", model = "m", data, usage = new { prompt_tokens = 1, total_tokens = 1 } }, context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context, object choice)
    {
        await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(new { id = "1", @object = "chat.completion.chunk", created = 1, model = "m", choices = new[] { choice } })}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static async Task<bool> FailedAsync(HttpContext context, ServerTrouble trouble)
    {
        if (trouble.Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        if (trouble.Resets)
        {
            context.Features.Get<IHttpRequestLifetimeFeature>()!.Abort();
            return true;
        }

        if (trouble.Status == 200 && trouble.Body is null) return false;
        context.Response.StatusCode = trouble.Status;
        await context.Response.WriteAsync(trouble.Body ?? "{\"error\":{\"message\":\"Loading model\",\"code\":503}}", context.RequestAborted);
        return true;
    }
}
