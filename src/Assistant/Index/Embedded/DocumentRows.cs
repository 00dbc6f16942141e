using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;

namespace Assistant.Index.Embedded;

/// <summary>Documents and their passages as rows.</summary>
internal static class DocumentRows
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    internal static int Remove(SqliteConnection connection, string tenant, string feed, string propertyId)
    {
        using var command = Database.Command(
            connection, "DELETE FROM documents WHERE tenant = $tenant AND feed = $feed AND property_id = $id",
            ("$tenant", tenant), ("$feed", feed), ("$id", propertyId));
        return command.ExecuteNonQuery();
    }

    internal static void Write(SqliteConnection connection, string tenant, IndexedDocument indexed)
    {
        var (feed, property, passages, _) = indexed.Document;
        Remove(connection, tenant, feed, property.Id);
        var document = Database.Scalar(
            connection,
            "INSERT INTO documents (tenant, feed, property_id, name, hash, summary, property) VALUES ($tenant, $feed, $id, $name, $hash, $summary, $property) RETURNING id",
            ("$tenant", tenant), ("$feed", feed), ("$id", property.Id), ("$name", property.Name), ("$hash", indexed.Hash),
            ("$summary", JsonSerializer.Serialize(PropertyMerge.Summarise(property, passages.Count), Json)), ("$property", JsonSerializer.Serialize(property, Json)));

        using var insert = Database.Command(connection, """
            INSERT INTO passages (document, passage_id, kind, tier, language, field_path, heading, text, updated_at, sparse, dense)
            VALUES ($document, $id, $kind, $tier, $language, $path, $heading, $text, $updated, $sparse, $dense)
            """);
        var values = "$document $id $kind $tier $language $path $heading $text $updated $sparse $dense".Split(' ')
            .Select(name => insert.Parameters.Add(new SqliteParameter(name, null))).ToList();
        foreach (var (passage, vectors) in passages.Zip(indexed.Vectors))
        {
            object?[] row =
            [
                document, passage.Id, (int)passage.Kind, (int)passage.Tier, passage.Language, passage.FieldPath, passage.Heading, passage.Text,
                passage.UpdatedAt?.ToString("O", CultureInfo.InvariantCulture), vectors.Sparse.ToBytes(),
                vectors.Dense is null ? null : MemoryMarshal.AsBytes(vectors.Dense.AsSpan()).ToArray(),
            ];
            for (var i = 0; i < row.Length; i++) values[i].Value = row[i] ?? DBNull.Value;
            insert.ExecuteNonQuery();
        }
    }
}
