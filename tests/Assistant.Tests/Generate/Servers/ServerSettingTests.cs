using System.ComponentModel.DataAnnotations;
using Assistant.Generate.Servers;

namespace Assistant.Tests.Generate.Servers;

public sealed class ServerSettingTests
{
    [Theory]
    [InlineData("http://a:8080/v1", "http://a:8080/v1", "default")]
    [InlineData("https://a/v1#qwen%203", "https://a/v1", "qwen 3")]
    [InlineData("http://a/v1, http://b/v1#m", "http://a/v1 http://b/v1", "m")]
    public void Addresses_and_model_are_read(string setting, string bases, string model)
    {
        var parsed = ServerSetting.Parse("Answerer", setting)!;

        Assert.Equal((bases, model), (string.Join(' ', parsed.Bases), parsed.Model));
    }

    [Theory]
    [InlineData("models/answerer.gguf")]
    [InlineData("assistant-answerer")]
    public void What_is_no_address_is_left_to_others(string setting) => Assert.Null(ServerSetting.Parse("Answerer", setting));

    [Theory]
    [InlineData("http://")]
    [InlineData("http://a,models/b.gguf")]
    [InlineData("http://a,")]
    public void Broken_list_is_refused_with_its_key(string setting) =>
        Assert.Contains("Assistant:Models:Answerer is", Assert.Throws<ValidationException>(() => ServerSetting.Parse("Answerer", setting)).Message, StringComparison.Ordinal);
}
