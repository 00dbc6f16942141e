using Assistant.Ingest.Properties;
using Assistant.Rank;

namespace Assistant.Tests.Rank;

public sealed class PlaceComparerTests
{
    private static readonly Property A = Sample.Harbour with
    {
        Nearby = [new("São Bento station", "station", 480)],
        Policies = new Dictionary<string, Policy> { ["breakfast"] = new("yes", "07:00", "10:00", new Money(12, "EUR", "person")), ["checkOut"] = new(Until: "11:00") },
    };

    private static readonly Property B = Sample.Mill with
    {
        Nearby = [new("São Bento station", "station", 1320)],
        Policies = new Dictionary<string, Policy> { ["breakfast"] = new("yes", "07:30", "09:30", new Money(8.5m, "EUR", "person")), ["checkOut"] = new(Until: "10:00") },
    };

    [Theory]
    [InlineData(ComparedField.Price, null, "The Mill Hostel is cheaper: from EUR 30 a night, against from EUR 90 a night at Harbour Lane Hotel.")]
    [InlineData(ComparedField.GuestRating, null, "Harbour Lane Hotel is rated higher by guests: 8.6 out of 10, against 7.9 out of 10 at The Mill Hostel.")]
    [InlineData(ComparedField.Distance, null, "Harbour Lane Hotel is closer: 480 m, against 1.3 km at The Mill Hostel.")]
    [InlineData(ComparedField.Fee, "breakfast", "The Mill Hostel is cheaper: EUR 8.5 per person, against EUR 12 per person at Harbour Lane Hotel.")]
    [InlineData(ComparedField.From, "breakfast", "Harbour Lane Hotel is earlier: from 07:00, and from 07:30 at The Mill Hostel.")]
    [InlineData(ComparedField.Until, "checkOut", "Harbour Lane Hotel is later: until 11:00, and until 10:00 at The Mill Hostel.")]
    public void Compare_says_which_and_cites_what_states_it(ComparedField field, string? topic, string expected)
    {
        var (comparison, passages) = Compare(new ComparedBy(field, topic), A, B);

        Assert.Equal(expected, comparison.Summary!.Text);
        Assert.Equal(2, comparison.Summary.Citations.Count);
        Assert.All(comparison.Summary.Citations, citation => Assert.Contains(passages[citation.Ref - 1].Text[citation.Start..citation.End], passages[citation.Ref - 1].Text, StringComparison.Ordinal));
        Assert.Equal([A.Id, B.Id], comparison.Places.Select(place => passages[place.Facts.Single().Ref - 1].PropertyId));
    }

    [Fact]
    public void Compare_the_same_is_said_to_be_the_same() =>
        Assert.Equal("It is the same at Harbour Lane Hotel and Other: from EUR 90 a night.", Compare(new ComparedBy(ComparedField.Price), A, A with { Id = "x", Name = "Other" }).Comparison.Summary!.Text);

    [Fact]
    public void Compare_distances_that_are_told_alike_are_the_same()
    {
        var (comparison, _) = Compare(new ComparedBy(ComparedField.Distance), B, B with { Id = "x", Name = "Other", Nearby = [new("São Bento station", "station", 1290)] });

        Assert.StartsWith("It is the same", comparison.Summary!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GBP", "person")]
    [InlineData("EUR", "stay")]
    public void Compare_amounts_of_different_things_names_no_cheaper(string currency, string per)
    {
        var other = B with { Policies = new Dictionary<string, Policy> { ["breakfast"] = new("yes", Fee: new Money(5, currency, per)) } };

        Assert.StartsWith("These do not compare as they are", Compare(new ComparedBy(ComparedField.Fee, "breakfast"), A, other).Comparison.Summary!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_unknown_number_says_nothing_of_more_or_less()
    {
        var (comparison, _) = Compare(new ComparedBy(ComparedField.Price), A, B with { Price = null });

        Assert.Null(comparison.Summary);
        Assert.Equal([1, 0], comparison.Places.Select(place => place.Facts.Count));
    }

    [Fact]
    public void Compare_late_arrival_after_midnight_is_later_than_before()
    {
        var (late, later) = (A with { Policies = new Dictionary<string, Policy> { ["lateArrival"] = new(Until: "23:30") } }, B with { Policies = new Dictionary<string, Policy> { ["lateArrival"] = new(Until: "01:00") } });

        Assert.StartsWith("The Mill Hostel is later: until 01:00", Compare(new ComparedBy(ComparedField.Until, "lateArrival"), late, later).Comparison.Summary!.Text, StringComparison.Ordinal);
    }

    private static (Comparison Comparison, List<Passage> Passages) Compare(ComparedBy by, params Property[] properties)
    {
        var passages = new List<Passage>();
        var comparison = PlaceComparer.Compare(by, [.. properties.Select(property => new ComparedProperty(property, PropertyPassages.Of(property), property.Nearby is [var near, ..] ? near : null))], (passage, _) =>
        {
            if (!passages.Contains(passage)) passages.Add(passage);
            return passages.IndexOf(passage) + 1;
        });
        return (comparison, passages);
    }
}
