using System.CommandLine;
using System.Net;
using Assistant.Converse;
using Assistant.Evaluation.Labelling;
using Assistant.Evaluation.Training;
using Assistant.Index;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Cli.Labelling;

/// <summary><c>assistant eval label</c>: a page on this machine on which people add, correct and remove keyed questions.</summary>
internal static class LabelCommand
{
    internal static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Holds questions.jsonl (eval/datasets/golden), or a file of drafts." };
        var content = new Option<string>("--content") { Description = "What the questions are about: a catalogue (eval/catalog).", Required = true };
        var port = new Option<int>("--port") { Description = "Where the page listens, on this machine only; 0 for any free port.", DefaultValueFactory = _ => 5090 };
        port.Validators.Add(result =>
        {
            if (result.GetValue(port) is < 0 or > 65535) result.AddError("--port must be from 0 to 65535.");
        });
        var label = new Command("label", "Opens a page on this machine to add, correct and remove keyed questions.") { folder, content, port };
        label.SetAction((result, cancellationToken) => RunAsync(result.GetValue(folder)!, result.GetValue(content)!, result.GetValue(port), cancellationToken));
        return label;
    }

    /// <summary>The content of a catalogue, through the product's own ingest; <paramref name="use"/> sees the index as long as it runs.</summary>
    internal static async Task<T> WithContentAsync<T>(string content, Func<IPassageIndex, Task<T>> use, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(content) && !File.Exists(content)) throw new ArgumentException($"There is no content '{content}'. Name a catalogue, for example eval/catalog.");
        using var scratch = new ScratchFolder();
        await using var services = Options.Services($"embedded:{scratch.File("index.db")}", embedder: "none", more: more => more.AddSingleton<IConversationStore, NoConversations>());
        await TrainingExport.IndexAsync(services, content, cancellationToken);
        return await use(services.GetRequiredService<IPassageIndex>());
    }

    private static async Task<int> RunAsync(string folder, string content, int port, CancellationToken cancellationToken)
    {
        var file = new QuestionsFile(File.Exists(folder) ? folder : KeyedQuestion.FileIn(folder));
        var questions = await file.ReadAsync(cancellationToken);
        var read = await WithContentAsync(content, index => LabelContent.ReadAsync(index, cancellationToken), cancellationToken);
        await using var app = Build(file, read, port);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw new IOException($"Port {port} cannot be listened on: {exception.Message} Choose another with --port.", exception);
        }

        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Console.Error.WriteLine($"{file.Path}: {questions.Questions.Count()} questions; {read.Places.Count} places. Ctrl+C ends it; every saved question is in the file already.");
        Console.Out.WriteLine($"http://localhost:{address.Port}");
        await app.WaitForShutdownAsync(cancellationToken);
        return CommandLine.Done;
    }

    private static WebApplication Build(QuestionsFile file, LabelContent content, int port)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear(); // the page is where --port says, whatever ASPNETCORE_URLS is
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.ConfigureHttpJsonOptions(options => LabelApi.Configure(options.SerializerOptions));
        var app = builder.Build();
        app.UseLocalOnly();
        app.UseProblems();
        app.MapLabelPage();
        app.MapLabelApi(file, content);
        return app;
    }
}
