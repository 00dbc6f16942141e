using System.Text;

namespace Assistant.Testing;

/// <summary>Writes GGUF files, version 3: metadata, then tensors of 32-bit floats. Specification: ggml's docs/gguf.md.</summary>
public sealed class GgufWriter
{
    private const int Alignment = 32;
    private readonly List<Action<BinaryWriter>> metadata = [];
    private readonly List<(string Name, int[] Shape, float[] Values)> tensors = [];

    public GgufWriter Set(string key, string value) => Add(key, 8, writer => Text(writer, value));

    public GgufWriter Set(string key, uint value) => Add(key, 4, writer => writer.Write(value));

    public GgufWriter Set(string key, float value) => Add(key, 6, writer => writer.Write(value));

    public GgufWriter Set(string key, bool value) => Add(key, 7, writer => writer.Write(value));

    public GgufWriter Set(string key, IReadOnlyList<string> values) => Add(key, 9, writer =>
    {
        writer.Write(8u);
        writer.Write((ulong)values.Count);
        foreach (var value in values) Text(writer, value);
    });

    public GgufWriter Set(string key, IReadOnlyList<int> values) => Add(key, 9, writer =>
    {
        writer.Write(5u);
        writer.Write((ulong)values.Count);
        foreach (var value in values) writer.Write(value);
    });

    /// <summary>A tensor; the shape is in ggml's order, the fastest dimension first.</summary>
    public GgufWriter Tensor(string name, int[] shape, Func<int, float> value)
    {
        tensors.Add((name, shape, [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(value)]));
        return this;
    }

    public void Save(string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)tensors.Count);
        writer.Write((ulong)metadata.Count);
        foreach (var entry in metadata) entry(writer);
        ulong offset = 0;
        foreach (var (name, shape, values) in tensors)
        {
            Text(writer, name);
            writer.Write((uint)shape.Length);
            foreach (var size in shape) writer.Write((ulong)size);
            writer.Write(0u); // GGML_TYPE_F32
            writer.Write(offset);
            offset += (ulong)Padded(values.Length * 4);
        }

        Pad(writer);
        foreach (var (_, _, values) in tensors)
        {
            foreach (var value in values) writer.Write(value);
            Pad(writer);
        }
    }

    private GgufWriter Add(string key, uint type, Action<BinaryWriter> value)
    {
        metadata.Add(writer =>
        {
            Text(writer, key);
            writer.Write(type);
            value(writer);
        });
        return this;
    }

    private static void Text(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static int Padded(int length) => (length + Alignment - 1) / Alignment * Alignment;

    private static void Pad(BinaryWriter writer)
    {
        var position = (int)writer.BaseStream.Position;
        for (var i = position; i < Padded(position); i++) writer.Write((byte)0);
    }
}
