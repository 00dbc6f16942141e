using System.Text.Json;

namespace Assistant.Evaluation;

/// <summary>Reads files that hold a JSON value a line.</summary>
public static class JsonLines
{
    /// <summary>The values of <paramref name="file"/>, in order, read as they are asked for.</summary>
    /// <exception cref="FormatException">A line is no <typeparamref name="T"/>; the message names file and line.</exception>
    /// <exception cref="IOException">The file is missing.</exception>
    public static IEnumerable<T> Read<T>(string file, JsonSerializerOptions? options = null)
        where T : class
    {
        foreach (var (i, line) in File.ReadLines(file).Index())
        {
            T? value;
            try
            {
                value = JsonSerializer.Deserialize<T>(line, options ?? JsonSerializerOptions.Web);
            }
            catch (JsonException exception)
            {
                throw new FormatException($"{file}:{i + 1}: {exception.Message}", exception);
            }

            yield return value ?? throw new FormatException($"{file}:{i + 1}: null.");
        }
    }
}
