using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Assistant.Index.Embedded;

/// <summary>Passages read back from their rows.</summary>
internal static class PassageRows
{
    private const string Select = """
        SELECT p.passage_id, d.property_id, d.name, p.kind, p.tier, p.heading, p.text, p.language, p.field_path, p.updated_at
        FROM passages p JOIN documents d ON d.id = p.document
        """;

    /// <summary>The passages of the hits, in their order. A row that is gone by now is left out: there are fewer passages than hits.</summary>
    internal static IReadOnlyList<Candidate> Read(SqliteConnection connection, IReadOnlyList<Image.Hit> hits)
    {
        using var command = Database.Command(connection, $"{Select} WHERE p.id = $row", ("$row", 0L));
        var candidates = new List<Candidate>(hits.Count);
        foreach (var hit in hits)
        {
            command.Parameters[0].Value = hit.Row;
            using var reader = command.ExecuteReader();
            if (reader.Read()) candidates.Add(new Candidate(Passage(reader), hit.Score, hit.SparseScore, hit.DenseScore));
        }

        return candidates;
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
        row.GetString(0), row.GetString(1), row.GetString(2), (PassageKind)row.GetInt32(3), (Tier)row.GetInt32(4), row.IsDBNull(5) ? null : row.GetString(5),
        row.GetString(6), row.GetString(7), row.GetString(8),
        row.IsDBNull(9) ? null : DateTimeOffset.Parse(row.GetString(9), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
}
