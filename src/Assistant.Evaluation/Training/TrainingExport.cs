using System.Runtime.CompilerServices;
using Assistant.Converse;
using Assistant.Generate;
using Assistant.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Assistant.Evaluation.Training;

/// <summary>
/// One example to learn from: the prompt as the path composed it, and what should be written to it. <paramref name="Messages"/> is null where
/// the path refused before the model was asked; <paramref name="Withheld"/> holds the sentences that the path's own verification would not
/// let through, which nothing should learn to write.
/// </summary>
public sealed record TrainingExample(
    string Id, string Topic, string Says, IReadOnlyList<TrainingMessage>? Messages, string? Completion, bool IsAnswer, IReadOnlyList<WithheldSentence> Withheld);

/// <summary>A chat message: <c>system</c>, <c>user</c> or <c>assistant</c>.</summary>
public sealed record TrainingMessage(string Role, string Text);

/// <summary>Asks the assistant keyed questions with a teacher in the model's place: what the model will be asked in service, it is taught on.</summary>
public sealed class TrainingExport(IServiceProvider services)
{
    private readonly Teacher teacher = services.GetRequiredService<Teacher>();

    /// <summary>What an assistant for export needs beside AddAssistant: the teacher as answering model, and conversations that nobody keeps.</summary>
    public static IServiceCollection AddTo(IServiceCollection services) => services
        .AddSingleton<Teacher>()
        .AddSingleton<Microsoft.Extensions.AI.IChatClient>(provider => provider.GetRequiredService<Teacher>())
        .AddSingleton<IConversationStore, NoConversations>();

    /// <summary>Indexes what the questions are about: a folder with <c>catalog.jsonl</c>, a catalogue, or a corpus in the BEIR layout.</summary>
    public static async Task IndexAsync(IServiceProvider services, string content, CancellationToken cancellationToken)
    {
        var catalog = Path.Combine(content, "catalog.jsonl");
        foreach (var (format, path) in services.GetRequiredService<SourceFormats>().Resolve(File.Exists(catalog) ? catalog : content))
        {
            var report = await services.GetRequiredService<Ingestor>().IngestAsync(format, path, Tenants.Default, null, cancellationToken);
            if (report.Results.FirstOrDefault(result => result.Error is not null)?.Error is { } error) throw new FormatException(error);
        }
    }

    /// <summary>
    /// The examples of a folder: of its <c>questions.jsonl</c>, or of what people answered in its <c>responses.jsonl</c> (in natural words that
    /// verification is not asked about).
    /// </summary>
    /// <exception cref="ArgumentException">The folder has neither.</exception>
    public IAsyncEnumerable<TrainingExample> ReadAsync(string folder, CancellationToken cancellationToken) =>
        ResponseTurns.AreIn(folder) ? ReadResponsesAsync(folder, cancellationToken) : ReadQuestionsAsync(folder, cancellationToken);

    private async IAsyncEnumerable<TrainingExample> ReadQuestionsAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var questions = KeyedQuestion.FileIn(folder);
        await IndexAsync(services, folder, cancellationToken);
        foreach (var question in KeyedQuestion.Read(questions)) yield return await ExampleAsync(question, cancellationToken);
    }

    private async IAsyncEnumerable<TrainingExample> ReadResponsesAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (generator, kernel) = (services.GetRequiredService<Generator>(), services.GetRequiredService<Kernel>());
        await foreach (var turn in ResponseTurns.ReadAsync(folder, services, cancellationToken))
        {
            if (turn.Refs.Count == 0) continue; // nothing to learn it from
            teacher.Expect(turn.Marked);
            await foreach (var _ in generator.GenerateAsync(kernel.Clone(), turn.Prompt, cancellationToken))
            {
            }

            yield return new TrainingExample(turn.Id, "response", "", Prompt(), turn.Marked, true, []);
        }
    }

    private async Task<TrainingExample> ExampleAsync(KeyedQuestion question, CancellationToken cancellationToken)
    {
        teacher.Expect(question);
        var store = (NoConversations)services.GetRequiredService<IConversationStore>();
        await foreach (var answerEvent in services.GetRequiredService<TravelAssistant>().AskAsync(question.Request(), cancellationToken))
        {
            if (answerEvent is PassagesEvent found) teacher.See(found.Passages);
        }

        return new TrainingExample(
            question.Id, question.Topic, question.Says, Prompt(), teacher.Completion, teacher.Completion is not (null or Compose.CitationGrammar.NoAnswer), store.Last!.Withheld);
    }

    private List<TrainingMessage>? Prompt() => teacher.Messages?.Select(message => new TrainingMessage(message.Role.Value, message.Text)).ToList();
}
