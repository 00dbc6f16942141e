using Google.Protobuf.Collections;
using Wire = Qdrant.Client.Grpc;

namespace Assistant.Tests.Index.Qdrant;

/// <summary>Filters on payloads as Qdrant applies them. As in its strict mode, a field without an index is refused.</summary>
internal sealed class PayloadMatch(IReadOnlyCollection<string> indexed)
{
    internal bool Matches(Wire.Filter? filter, MapField<string, Wire.Value> payload) => filter is null || Matches(filter, new Wire.Value { StructValue = new Wire.Struct { Fields = { payload } } }, "");

    private bool Matches(Wire.Filter filter, Wire.Value value, string prefix)
    {
        var must = filter.Must.Select(condition => Matches(condition, value, prefix)).ToList(); // each one, so that a field without an index is always found
        var mustNot = filter.MustNot.Select(condition => Matches(condition, value, prefix)).ToList();
        return must.All(matches => matches) && !mustNot.Any(matches => matches) && (filter.Should.Count == 0 || filter.Should.Any(condition => Matches(condition, value, prefix)));
    }

    private bool Matches(Wire.Condition condition, Wire.Value value, string prefix)
    {
        switch (condition.ConditionOneOfCase)
        {
            case Wire.Condition.ConditionOneOfOneofCase.Filter:
                return Matches(condition.Filter, value, prefix);
            case Wire.Condition.ConditionOneOfOneofCase.Nested:
                var key = condition.Nested.Key.Replace("[]", "", StringComparison.Ordinal);
                var elements = At(value, key).ToList();
                if (elements.Count == 0) Matches(condition.Nested.Filter, new Wire.Value(), $"{key}[]."); // for the check of its fields
                return elements.Any(element => Matches(condition.Nested.Filter, element, $"{key}[]."));
            case Wire.Condition.ConditionOneOfOneofCase.Field:
                var field = condition.Field;
                if (!indexed.Contains(prefix + field.Key)) throw new WireException(Grpc.Core.StatusCode.InvalidArgument, $"Index required but not found for \"{prefix + field.Key}\"");
                return At(value, field.Key).Any(own => Matches(field, own));
            default:
                throw new WireException(Grpc.Core.StatusCode.Unimplemented, $"{condition.ConditionOneOfCase}");
        }
    }

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
