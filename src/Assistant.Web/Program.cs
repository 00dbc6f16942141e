using Assistant;
using Assistant.Web;
using Assistant.Web.Api;
using Assistant.Web.Api.OpenAI;
using Assistant.Web.Api.Support;
using Assistant.Web.Support;
using Scalar.AspNetCore;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null) builder.WebHost.UseUrls("http://localhost:5080");
builder.Services.AddAssistant(builder.Configuration);
builder.AddSupportDesk();
builder.Services.AddMcpServerHost();
builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context => Problems.AddTrace(context.ProblemDetails));
builder.Services.AddExceptionHandler<Problems>();
builder.Services.AddOpenApi();
builder.Services.ConfigureJson();
builder.Services.AddSingleton<SampleCatalog>();
builder.Services.AddSingleton<LoadedModels>();
builder.AddTelemetry();

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseSecurityHeaders();
app.UseDefaultFiles();
app.UseStaticFiles();

app.MapChat();
app.MapAnswers();
app.MapFeedback();
app.MapProperties();
app.MapContent();
app.MapGaps();
app.MapStarters();
app.MapSupport();
app.MapOpenAI();
app.MapMcpServer();
app.MapHealth();
app.MapMetrics();
app.MapOpenApi();
app.MapScalarApiReference("/docs");

return await Startup.RunAsync(app);
