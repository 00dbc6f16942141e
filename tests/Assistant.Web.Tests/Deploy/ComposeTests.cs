using System.Text.RegularExpressions;
using System.Xml.Linq;
using Assistant.Testing;

namespace Assistant.Web.Tests.Deploy;

/// <summary>What deploy/compose.yaml and deploy/Dockerfile promise, read from the files: no container engine is needed.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Dockerfile = File.ReadAllText(Repository.File("deploy/Dockerfile"));
    private static readonly Yaml Compose = Yaml.Read(Repository.File("deploy/compose.yaml"));

    public static TheoryData<string> EachService => [.. Compose.Keys("services")];

    [Theory]
    [MemberData(nameof(EachService))]
    public void Service_is_pinned_guarded_and_bounded(string name)
    {
        var service = $"services/{name}";

        Assert.Matches(@":v?\d+\.\d+\.\d+(-[a-z0-9]+)?$", Compose.Text($"{service}/image"));
        Assert.Equal("true", Compose.Text($"{service}/read_only"));
        Assert.Equal(["ALL"], Compose.List($"{service}/cap_drop"));
        Assert.Contains("no-new-privileges:true", Compose.List($"{service}/security_opt"));
        Assert.Null(Compose.Text($"{service}/privileged"));
        Assert.NotNull(Compose.Text($"{service}/deploy/resources/limits/cpus"));
        Assert.NotNull(Compose.Text($"{service}/deploy/resources/limits/memory"));
        Assert.All(Compose.List($"{service}/ports"), port => Assert.StartsWith("${BIND:-127.0.0.1}:", port, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EachService))]
    public void Volumes_are_named_or_files_of_the_checkout_that_are_only_read(string name)
    {
        foreach (var volume in Compose.List($"services/{name}/volumes"))
        {
            var parts = volume.Split(':');
            if (!parts[0].StartsWith('.')) Assert.Contains(parts[0], Compose.Keys("volumes"));
            else Assert.Equal("ro", parts[^1]);
            if (parts[0].StartsWith('.') && parts[0] != "./content") Assert.True(Path.Exists(Repository.File($"deploy/{parts[0]}")), volume); // ./content is the operator's own
        }
    }

    [Theory]
    [MemberData(nameof(EachService))]
    public void Service_waits_for_health_only_where_health_is_checked(string name)
    {
        foreach (var other in Compose.Keys($"services/{name}/depends_on"))
        {
            Assert.Contains(other, Compose.Keys("services"));
            if (Compose.Text($"services/{name}/depends_on/{other}/condition") == "service_healthy") Assert.Contains("test", Compose.Keys($"services/{other}/healthcheck"));
        }
    }

    [Fact]
    public void Keys_come_from_outside() => Assert.All(
        File.ReadAllLines(Repository.File("deploy/compose.yaml")).Where(line => Regex.IsMatch(line, "(KEY|PASSWORD|ApiKey): ")), line => Assert.Matches(@"\$\{[A-Z_]+:\?|environment: QDRANT_API_KEY", line));

    [Fact]
    public void Every_variable_is_in_the_example()
    {
        var known = File.ReadAllLines(Repository.File("deploy/.env.example")).Select(line => line.Split('=')[0]);
        Assert.Subset(known.ToHashSet(), Variable().Matches(File.ReadAllText(Repository.File("deploy/compose.yaml"))).Select(match => match.Groups[1].Value).ToHashSet());
    }

    [Fact]
    public void Ports_are_those_of_the_image()
    {
        Assert.All((string[])["web", "web-gpu"], name => Assert.EndsWith(":8080:8080", Compose.List($"services/{name}/ports").Single(), StringComparison.Ordinal));
        Assert.Equal(2, Regex.Count(Dockerfile, "^EXPOSE 8080$", RegexOptions.Multiline));
        Assert.Equal(2, Regex.Count(Dockerfile, "ASPNETCORE_HTTP_PORTS=8080 "));
        Assert.Contains("names: [assistant-web], type: A, port: 8080", File.ReadAllText(Repository.File("deploy/prometheus/prometheus.yml")), StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_that_are_built_exist_and_run_as_nobody_in_particular()
    {
        foreach (var target in Compose.Keys("services").Select(name => Compose.Text($"services/{name}/build/target")).OfType<string>())
        {
            var stage = Dockerfile[Dockerfile.IndexOf($" AS {target}\n", StringComparison.Ordinal)..];
            Assert.Matches(@"USER 1654:1654\s", stage);
            Assert.Contains("HEALTHCHECK", stage, StringComparison.Ordinal);
        }

        Assert.All(Regex.Matches(Dockerfile, @"^ARG (SDK|RUNTIME|NODE|CUDA)=(.+)$", RegexOptions.Multiline), image => Assert.Matches(@":\d+\.\d+\.\d+-[a-z0-9.-]+$", image.Groups[2].Value));
        Assert.Equal(4, Regex.Count(Dockerfile, @"^ARG (SDK|RUNTIME|NODE|CUDA)=", RegexOptions.Multiline));
    }

    [Fact]
    public void Image_is_built_from_every_project_that_the_hosts_need()
    {
        var needed = new HashSet<string>();
        Add("Assistant.Web");
        Add("Assistant.Cli");
        Assert.All(needed, name => Assert.Contains($"COPY src/{name}/{name}.csproj src/{name}/\n", Dockerfile, StringComparison.Ordinal));
        Assert.Contains("!.editorconfig", File.ReadAllLines(Repository.File(".dockerignore"))); // it decides which warnings stop the build

        void Add(string name)
        {
            if (!needed.Add(name)) return;
            var project = XDocument.Load(Repository.File($"src/{name}/{name}.csproj"));
            foreach (var reference in project.Descendants("ProjectReference")) Add(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        }
    }

    [GeneratedRegex(@"(?<!\$)\$\{([A-Z_]+)")]
    private static partial Regex Variable();
}
