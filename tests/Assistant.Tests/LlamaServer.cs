using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Assistant.Tests;

/// <summary>A llama-server on a port of this machine, for one model.</summary>
internal sealed class LlamaServer : IAsyncDisposable
{
    private const int Context = 8192; // tokens, shared by its slots

    private readonly Process process;

    private LlamaServer(Process process, string address) => (this.process, Address) = (process, address);

    /// <summary>Its OpenAI-compatible base.</summary>
    internal string Address { get; }

    /// <summary>Starts it, and returns when the model is loaded.</summary>
    internal static async Task<LlamaServer> StartAsync(string program, string model, CancellationToken cancellationToken)
    {
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(new ProcessStartInfo(program, ["-m", model, "--host", "127.0.0.1", "--port", port, "-c", Context.ToString(CultureInfo.InvariantCulture), "-np", "2", "--no-webui"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var server = new LlamaServer(process, $"http://127.0.0.1:{port}/v1");
        using var http = new HttpClient();
        while (true)
        {
            Assert.False(process.HasExited, $"{program} ended with {(process.HasExited ? process.ExitCode : 0)}");
            try
            {
                if ((await http.GetAsync($"http://127.0.0.1:{port}/health", cancellationToken)).IsSuccessStatusCode) return server;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
