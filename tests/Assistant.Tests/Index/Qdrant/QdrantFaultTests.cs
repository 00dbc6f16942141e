using Assistant.Index;
using Assistant.Index.Qdrant;
using Assistant.Text;
using Grpc.Core;

namespace Assistant.Tests.Index.Qdrant;

/// <summary>A server that fails: bounded waits, errors that say what to do, nothing half-written that looks whole.</summary>
public sealed class QdrantFaultTests : IAsyncLifetime
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30); // far above every bound set here
    private QdrantServer server = null!;
    private QdrantIndex index = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await QdrantServer.StartAsync();
        index = QdrantIndex.Open(Settings());
        await WriteAsync(Sample.Harbour);
        server.Calls.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await index.DisposeAsync();
        await server.DisposeAsync();
    }

    public static TheoryData<string> PassingFaults => ["Unavailable", "DeadlineExceeded", "ResourceExhausted", "reset", "half", "slow"];

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task Fault_that_passes_is_not_noticed(string kind)
    {
        var left = 2;
        server.Faults = call => call == "Points.QueryBatch" && left-- > 0 ? Of(kind) : null;

        Assert.NotEmpty(await SearchAsync());
        Assert.Equal(3, server.Calls.Count(call => call == "Points.QueryBatch"));
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task Fault_that_stays_ends_in_an_error_after_some_tries(string kind)
    {
        server.Faults = call => call == "Points.QueryBatch" ? Of(kind) : null;

        var exception = await Assert.ThrowsAsync<IndexException>(() => SearchAsync().WaitAsync(Enough, Token));

        Assert.Contains($"Qdrant at 127.0.0.1:{server.Port}", exception.Message, StringComparison.Ordinal);
        Assert.Matches("Check that it runs|Check its load|Give it more", exception.Message);
        Assert.Equal(4, server.Calls.Count(call => call == "Points.QueryBatch")); // three retries
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.PermissionDenied)]
    public async Task Fault_that_would_come_again_is_not_tried_again(StatusCode status)
    {
        server.Faults = call => call == "Points.QueryBatch" ? new Fault(status) : null;

        await Assert.ThrowsAsync<IndexException>(SearchAsync);
        Assert.Single(server.Calls, call => call == "Points.QueryBatch");
    }

    [Fact]
    public async Task Call_has_a_bound_whatever_the_tries_may_take()
    {
        await using var other = QdrantIndex.Open(Settings() with { TryLimit = TimeSpan.FromSeconds(20), CallLimit = TimeSpan.FromMilliseconds(300) });
        server.Faults = _ => new Fault(Delay: TimeSpan.FromSeconds(60));

        var exception = await Assert.ThrowsAsync<IndexException>(() => other.DescribeAsync(Tenants.Default, Token).WaitAsync(TimeSpan.FromSeconds(15), Token));

        Assert.Contains("did not answer within 0.3 s, retries included", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_keeps_failing_is_left_alone_and_then_tried_again()
    {
        server.Faults = _ => new Fault(StatusCode.Unavailable);
        string message;
        var searches = 0;
        do message = (await Assert.ThrowsAsync<IndexException>(SearchAsync)).Message;
        while (!message.Contains("left alone", StringComparison.Ordinal) && ++searches < 20);
        var calls = server.Calls.Count;

        Assert.Contains("left alone", (await Assert.ThrowsAsync<IndexException>(SearchAsync)).Message, StringComparison.Ordinal);
        Assert.Equal(calls, server.Calls.Count);

        server.Faults = _ => null;
        await ReturnAsync();
    }

    [Fact]
    public async Task Server_that_is_away_and_comes_back_is_used_again()
    {
        await server.StopAsync();
        var exception = await Assert.ThrowsAsync<IndexException>(() => SearchAsync().WaitAsync(Enough, Token));
        Assert.Contains("cannot be reached", exception.Message, StringComparison.Ordinal);

        await server.RestartAsync();
        await ReturnAsync();
    }

    [Fact]
    public async Task Cancellation_escapes_as_such()
    {
        using var stop = new CancellationTokenSource();
        server.Faults = _ =>
        {
            stop.Cancel();
            return new Fault(Delay: TimeSpan.FromSeconds(60));
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => index.DescribeAsync(Tenants.Default, stop.Token).WaitAsync(Enough, Token));
    }

    // The server dies at the first, second, ... call of a write, for good. Readers must find a version whole, and the hash must be its own.
    [Fact]
    public async Task Write_that_dies_anywhere_leaves_one_whole_version_and_is_mended_by_the_next()
    {
        await index.WriteAsync(Tenants.Default, [Version(0)], Token);
        var (version, isWritten) = (0, false);
        for (var survived = 0; !isWritten; survived++)
        {
            await using var writer = QdrantIndex.Open(Settings() with { Retries = 1, CallLimit = TimeSpan.FromSeconds(5) });
            var left = survived;
            server.Faults = _ => left-- > 0 ? null : new Fault(StatusCode.Unavailable);
            isWritten = await Record.ExceptionAsync(() => writer.WriteAsync(Tenants.Default, [Version(version + 1)], Token)) is not IndexException;
            server.Faults = _ => null;

            await using var reader = QdrantIndex.Open(Settings());
            var found = await reader.PassagesOfAsync(Tenants.Default, Sample.Mill.Id, Token);
            var hash = (await reader.DocumentHashesAsync(Tenants.Default, "sample", Token))[Sample.Mill.Id];
            Assert.Contains(found, new[] { Version(version), Version(version + 1) }.Select(one => one.Document.Passages));
            if (hash == $"{version + 1}") Assert.Equal(Version(version + 1).Document.Passages, found);
            else Assert.Equal($"{version}", hash);

            await reader.WriteAsync(Tenants.Default, [Version(version + 1)], Token); // as the next ingest does
            version++;
            Assert.Equal(Version(version).Document.Passages, await reader.PassagesOfAsync(Tenants.Default, Sample.Mill.Id, Token));
            Assert.Equal(Version(version).Vectors.Count + Sample.Document(Sample.Harbour).Passages.Count, (await reader.DescribeAsync(Tenants.Default, Token)).Passages);
            Assert.InRange(survived, 0, 50);
        }

        Assert.InRange(version, 5, 50); // there are as many places to die in
    }

    [Fact]
    public async Task Write_whose_answers_are_lost_is_made_once()
    {
        var lost = 0;
        server.Faults = call => call is "Points.Upsert" or "Points.UpdateBatch" && lost++ % 2 == 0 ? new Fault(Resets: true, AfterWork: true) : null;

        await index.WriteAsync(Tenants.Default, [Version(1)], Token);

        server.Faults = _ => null;
        Assert.InRange(lost, 2, 50);
        Assert.Equal(Version(1).Document.Passages, await index.PassagesOfAsync(Tenants.Default, Sample.Mill.Id, Token));
        Assert.Equal(Version(1).Vectors.Count + Sample.Document(Sample.Harbour).Passages.Count, (await index.DescribeAsync(Tenants.Default, Token)).Passages);
    }

    [Fact]
    public async Task Api_key_is_sent_and_a_wrong_one_is_named_but_not_shown()
    {
        await using var guarded = await QdrantServer.StartAsync("open sesame");
        await using var right = IndexUri.Open($"qdrant://127.0.0.1:{guarded.Port}/places", "open sesame");
        await using var wrong = IndexUri.Open($"qdrant://127.0.0.1:{guarded.Port}/places", "secret-mistake");

        await right.WriteAsync(Tenants.Default, [Sample.Indexed(Sample.Mill)], Token);
        var exception = await Assert.ThrowsAsync<IndexException>(() => wrong.DescribeAsync(Tenants.Default, Token));

        Assert.Contains("Assistant:IndexApiKey", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-mistake", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("open sesame", (await right.DescribeAsync(Tenants.Default, Token)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alias_moves_from_one_collection_to_the_next_in_one_step()
    {
        await index.PublishAsync("live", Token);
        await using var live = QdrantIndex.Open(Settings() with { Collection = "live" });
        Assert.NotNull(await live.FindPropertyAsync(Tenants.Default, Sample.Harbour.Id, Token));

        await using var next = QdrantIndex.Open(Settings() with { Collection = "places-2" });
        await next.WriteAsync(Tenants.Default, [Sample.Indexed(Sample.Mill)], Token);
        server.Calls.Clear();
        await next.PublishAsync("live", Token);

        Assert.Single(server.Calls, "Collections.UpdateAliases");
        Assert.Null(await live.FindPropertyAsync(Tenants.Default, Sample.Harbour.Id, Token));
        Assert.NotNull(await live.FindPropertyAsync(Tenants.Default, Sample.Mill.Id, Token));
        await Assert.ThrowsAsync<IndexException>(() => next.PublishAsync("places", Token)); // a collection's own name
    }

    [Fact]
    public async Task Collection_of_another_version_or_of_something_else_is_not_used()
    {
        var meta = server.Collection("places").Points.Single(point => point.Payload["what"].StringValue == "meta");
        meta.Payload["schema"].IntegerValue = 99;
        Assert.Contains("built by another version", (await Assert.ThrowsAsync<IndexException>(SearchAsync)).Message, StringComparison.Ordinal);

        server.Collection("places").Delete(new() { Points = new() { Ids = { meta.Id } } });
        Assert.Contains("but no index", (await Assert.ThrowsAsync<IndexException>(() => index.DescribeAsync(Tenants.Default, Token))).Message, StringComparison.Ordinal); // not "empty"
        Assert.Contains("but no index", (await Assert.ThrowsAsync<IndexException>(() => WriteAsync(Sample.Mill))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collection_made_without_an_embedder_takes_no_vectors_and_says_so()
    {
        var document = Sample.Document(Sample.Mill);
        var dense = new IndexedDocument(document, "1", [.. document.Passages.Select(passage => new PassageVectors(PassageTerms.Sparse(passage), [1, 0]))], "one");

        var exception = await Assert.ThrowsAsync<IndexException>(() => index.WriteAsync(Tenants.Default, [dense], Token));

        Assert.Contains("made without an embedder and cannot take vectors. Ingest into a new collection", exception.Message, StringComparison.Ordinal);
        Assert.Null(await index.FindPropertyAsync(Tenants.Default, Sample.Mill.Id, Token));
    }

    private static IndexedDocument Version(int number) =>
        Sample.Indexed(Sample.Document(Sample.Mill with { Reviews = [.. Enumerable.Range(0, 3 + (number % 2)).Select(i => new Review($"Quiet night {number}.", $"r{i}"))] }), $"{number}");

    private static Fault Of(string kind) => kind switch
    {
        "reset" => new Fault(Resets: true),
        "half" => new Fault(IsHalf: true),
        "slow" => new Fault(Delay: TimeSpan.FromSeconds(60)),
        _ => new Fault(Enum.Parse<StatusCode>(kind)),
    };

    private QdrantSettings Settings() => new("127.0.0.1", server.Port, "places")
    {
        Retries = 3,
        TryLimit = TimeSpan.FromMilliseconds(700),
        CallLimit = TimeSpan.FromSeconds(20),
        FirstWait = TimeSpan.FromMilliseconds(1),
        Pause = TimeSpan.FromMilliseconds(500),
    };

    private async Task ReturnAsync()
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Token);
        bound.CancelAfter(Enough);
        while (await Record.ExceptionAsync(SearchAsync) is IndexException) await Task.Delay(50, bound.Token);
        Assert.NotEmpty(await SearchAsync());
    }

    private Task WriteAsync(Property property) => index.WriteAsync(Tenants.Default, [Sample.Indexed(property)], Token);

    private Task<IReadOnlyList<Candidate>> SearchAsync() =>
        index.SearchAsync(new IndexQuery(Tenants.Default, QuestionTerms.Of("pool", []).Sparse(), null, Filters.None, 10), Token);
}
