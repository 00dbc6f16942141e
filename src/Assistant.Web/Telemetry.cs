using Assistant.Observe;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Assistant.Web;

/// <summary>
/// What leaves the process about its work: <c>/metrics</c> in Prometheus' form always; traces, metrics and logs by OTLP where the standard variables name
/// an endpoint (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, or one signal's own), save what <c>OTEL_{signal}_EXPORTER=none</c> leaves out.
/// </summary>
internal static class Telemetry
{
    private const string MetricsPath = "/metrics";

    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("assistant", serviceVersion: AssistantVersion.Current).AddEnvironmentVariableDetector()) // OTEL_SERVICE_NAME has the last word
            .WithMetrics(metrics =>
            {
                metrics.AddMeter([.. Signals.Exported]).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter();
                if (IsExported("METRICS")) metrics.AddOtlpExporter();
            });
        if (IsExported("TRACES"))
        {
            telemetry.WithTracing(traces => traces.AddSource([.. Signals.Exported])
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !IsOperations(context.Request.Path)).AddHttpClientInstrumentation().AddOtlpExporter());
        }

        if (IsExported("LOGS")) telemetry.WithLogging(logs => logs.AddOtlpExporter(), options => options.IncludeScopes = true);

        // In one line a record, the scopes hold the ids of trace and span. The form for people stays as it is.
        if (configuration["Logging:Console:FormatterOptions:IncludeScopes"] is null) builder.Services.Configure<JsonConsoleFormatterOptions>(options => options.IncludeScopes = true);

        bool IsExported(string signal) =>
            $"{configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]}{configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]}".Length > 0 && configuration[$"OTEL_{signal}_EXPORTER"] != "none";
    }

    internal static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint(MetricsPath).DisableHttpMetrics();

    // Probes and scrapes come every few seconds and say nothing of a guest's question.
    private static bool IsOperations(PathString path) => path.StartsWithSegments("/health") || path.StartsWithSegments(MetricsPath);
}
