using System.CommandLine;
using Assistant.Cli;
using Assistant.Cli.Bench;

var root = new RootCommand("Answers questions about places to stay from their own content, and cites every sentence.")
{
    IngestCommand.Create(),
    AskCommand.Create(),
    SearchCommand.Create(),
    VerifyCommand.Create(),
    ReplayCommand.Create(),
    RankCommand.Create(),
    SupportCommand.Create(),
    EvalCommand.Create(),
    ModelsCommand.Create(),
    TrainingCommand.Create(),
    PrivacyCommand.Create(),
    BenchCommand.Create(),
    McpCommand.Create(),
};
return await CommandLine.RunAsync(root, args);
