using Assistant.Testing;
using YamlDotNet.RepresentationModel;

namespace Assistant.Evaluation.Tests.Online;

/// <summary>What <c>deploy</c> promises of a nightly run.</summary>
public sealed class ScheduledRunTests
{
    [Fact]
    public void CronJob_runs_one_at_a_time_within_a_deadline()
    {
        Assert.Equal("Forbid", Text("spec", "concurrencyPolicy"));
        Assert.InRange(int.Parse(Text("spec", "jobTemplate", "spec", "activeDeadlineSeconds"), null), 1, 86_400);
    }

    [Fact]
    public void CronJob_gate_fails_without_another_try()
    {
        var rule = ((YamlSequenceNode)Node("spec", "jobTemplate", "spec", "podFailurePolicy", "rules"))[0];

        Assert.Equal("FailJob", rule["action"].ToString());
        Assert.Equal(["1", "2"], ((YamlSequenceNode)rule["onExitCodes"]["values"]).Select(code => code.ToString()));
        Assert.Equal(Container["name"].ToString(), rule["onExitCodes"]["containerName"].ToString());
    }

    [Fact]
    public void CronJob_may_little_and_writes_only_to_its_volumes()
    {
        var volumes = ((YamlSequenceNode)Pod["volumes"]).Select(volume => volume["name"].ToString()).ToList();

        Assert.Equal("true", Pod["securityContext"]["runAsNonRoot"].ToString());
        Assert.Equal("true", Container["securityContext"]["readOnlyRootFilesystem"].ToString());
        Assert.Equal("false", Container["securityContext"]["allowPrivilegeEscalation"].ToString());
        Assert.All((YamlSequenceNode)Container["volumeMounts"], mount => Assert.Contains(mount["name"].ToString(), volumes));
        Assert.NotNull(Container["resources"]["limits"]["memory"]);
    }

    [Fact]
    public void CronJob_history_is_a_claim_of_the_same_file()
    {
        var claim = ((YamlSequenceNode)Pod["volumes"]).Single(volume => volume["name"].ToString() == "history")["persistentVolumeClaim"]["claimName"].ToString();

        Assert.Equal(claim, Documents().Single(document => document["kind"].ToString() == "PersistentVolumeClaim")["metadata"]["name"].ToString());
    }

    private static YamlNode Pod => Node("spec", "jobTemplate", "spec", "template", "spec");

    private static YamlNode Container => ((YamlSequenceNode)Pod["containers"])[0];

    private static string Text(params string[] path) => Node(path).ToString();

    private static YamlNode Node(params string[] path) => path.Aggregate(Documents().Single(document => document["kind"].ToString() == "CronJob"), (node, key) => node[key]);

    private static IReadOnlyList<YamlNode> Documents()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Repository.File("deploy/kubernetes/eval-cronjob.yaml"))));
        return [.. stream.Documents.Select(document => document.RootNode)];
    }
}
