using Wire = Qdrant.Client.Grpc;

namespace Assistant.Tests.Index.Qdrant;

/// <summary>Filters on payloads as Qdrant applies them.</summary>
internal static class PayloadMatch
{
    /// <summary>Refuses a filter by a field without an index, as Qdrant's strict mode does.</summary>
    internal static void Check(Wire.Filter filter, IReadOnlyCollection<string> indexed, string prefix = "")
    {
        foreach (var condition in filter.Must.Concat(filter.MustNot).Concat(filter.Should))
        {
            switch (condition.ConditionOneOfCase)
            {
                case Wire.Condition.ConditionOneOfOneofCase.Filter:
                    Check(condition.Filter, indexed, prefix);
                    break;
                case Wire.Condition.ConditionOneOfOneofCase.Nested:
                    Check(condition.Nested.Filter, indexed, $"{Plain(condition.Nested.Key)}[].");
                    break;
                case Wire.Condition.ConditionOneOfOneofCase.Field when !indexed.Contains(prefix + condition.Field.Key):
                    throw new WireException(Grpc.Core.StatusCode.InvalidArgument, $"Index required but not found for \"{prefix + condition.Field.Key}\"");
            }
        }
    }

    internal static bool Matches(Wire.Filter filter, Wire.Value value) =>
        filter.Must.All(condition => Matches(condition, value)) && !filter.MustNot.Any(condition => Matches(condition, value))
        && (filter.Should.Count == 0 || filter.Should.Any(condition => Matches(condition, value)));

    private static bool Matches(Wire.Condition condition, Wire.Value value) => condition.ConditionOneOfCase switch
    {
        Wire.Condition.ConditionOneOfOneofCase.Filter => Matches(condition.Filter, value),
        Wire.Condition.ConditionOneOfOneofCase.Nested => At(value, Plain(condition.Nested.Key)).Any(element => Matches(condition.Nested.Filter, element)),
        Wire.Condition.ConditionOneOfOneofCase.Field => At(value, condition.Field.Key).Any(own => Matches(condition.Field, own)),
        _ => throw new WireException(Grpc.Core.StatusCode.Unimplemented, $"{condition.ConditionOneOfCase}"),
    };

    private static string Plain(string key) => key.Replace("[]", "", StringComparison.Ordinal);

    private static bool Matches(Wire.FieldCondition field, Wire.Value value)
    {
        if (field.Match is { } match)
        {
            if (value.KindCase != Wire.Value.KindOneofCase.StringValue) return false;
            return match.MatchValueCase == Wire.Match.MatchValueOneofCase.Keyword ? match.Keyword == value.StringValue : match.Keywords.Strings.Contains(value.StringValue);
        }

        if (field.GeoRadius is { } radius)
        {
            return value.StructValue is { } at && Number(at.Fields["lat"]) is { } lat && Number(at.Fields["lon"]) is { } lon
                && new GeoPoint(lat, lon).KilometresTo(new GeoPoint(radius.Center.Lat, radius.Center.Lon)) * 1000 <= radius.Radius;
        }

        var range = field.Range;
        return Number(value) is { } number && (!range.HasGte || number >= range.Gte) && (!range.HasLte || number <= range.Lte) && (!range.HasGt || number > range.Gt) && (!range.HasLt || number < range.Lt);
    }

    // A list counts as each of its elements.
    private static IEnumerable<Wire.Value> At(Wire.Value value, string path)
    {
        if (!path.Contains('.', StringComparison.Ordinal) && value.StructValue?.Fields.TryGetValue(path, out var plain) == true && plain.KindCase != Wire.Value.KindOneofCase.ListValue) return [plain];
        IEnumerable<Wire.Value> at = [value];
        foreach (var name in path.Split('.')) at = at.SelectMany(own => own.StructValue?.Fields.TryGetValue(name, out var next) == true ? [next] : Array.Empty<Wire.Value>());
        return at.SelectMany(own => own.KindCase == Wire.Value.KindOneofCase.ListValue ? own.ListValue.Values : (IEnumerable<Wire.Value>)[own]);
    }

    private static double? Number(Wire.Value value) => value.KindCase switch
    {
        Wire.Value.KindOneofCase.DoubleValue => value.DoubleValue,
        Wire.Value.KindOneofCase.IntegerValue => value.IntegerValue,
        _ => null,
    };
}

/// <summary>A call that the server refuses.</summary>
internal sealed class WireException(Grpc.Core.StatusCode status, string message) : Exception(message)
{
    internal Grpc.Core.StatusCode Status => status;
}
