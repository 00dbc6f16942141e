namespace Assistant.Llama;

/// <summary>A model that counts tokens as it reads them. A chat client of a local model has one as a service.</summary>
public interface ITokenCounter
{
    /// <summary>How many tokens a text has, without special tokens.</summary>
    int CountTokens(string text);
}
