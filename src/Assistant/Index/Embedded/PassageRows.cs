using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Assistant.Index.Embedded;

/// <summary>Passages read back from their rows.</summary>
internal static class PassageRows
{
    private const string Select = """
        SELECT p.id, p.passage_id, d.property_id, d.name, p.kind, p.tier, p.heading, p.text, p.language, p.field_path, p.updated_at
        FROM passages p JOIN documents d ON d.id = p.document
        """;

    /// <summary>The passages of the hits, in their order. A row that is gone by now is left out: there are fewer passages than hits.</summary>
    internal static IReadOnlyList<Candidate> Read(SqliteConnection connection, IReadOnlyList<Image.Hit> hits)
    {
        if (hits.Count == 0) return [];
        using var command = Database.Command(connection, $"{Select} WHERE p.id IN ({string.Join(',', hits.Select(hit => hit.Row))})");
        using var reader = command.ExecuteReader();
        var passages = new Dictionary<long, Passage>(hits.Count);
        while (reader.Read()) passages.Add(reader.GetInt64(0), Passage(reader));
        return [.. hits.Where(hit => passages.ContainsKey(hit.Row)).Select(hit => new Candidate(passages[hit.Row], hit.Score, hit.SparseScore, hit.DenseScore))];
    }

    /// <summary>All passages of a property, in the order they were ingested.</summary>
    internal static IReadOnlyList<Passage> Of(SqliteConnection connection, string tenant, string propertyId)
    {
        using var command = Database.Command(
            connection, $"{Select} WHERE d.tenant = $tenant AND d.property_id = $id ORDER BY p.id", ("$tenant", tenant), ("$id", propertyId));
        using var reader = command.ExecuteReader();
        var passages = new List<Passage>();
        while (reader.Read()) passages.Add(Passage(reader));
        return passages;
    }

    private static Passage Passage(SqliteDataReader row) => new(
        row.GetString(1), row.GetString(2), row.GetString(3), (PassageKind)row.GetInt32(4), (Tier)row.GetInt32(5), row.IsDBNull(6) ? null : row.GetString(6),
        row.GetString(7), row.GetString(8), row.GetString(9),
        row.IsDBNull(10) ? null : DateTimeOffset.Parse(row.GetString(10), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
}
