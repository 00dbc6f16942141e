namespace Assistant.LLamaSharp.Tests;

/// <summary>Says in a test run that the runtime was left out of this build.</summary>
public sealed class NotBuiltTests
{
    [Fact]
    public void LLamaSharp_is_built() => Assert.Skip("This build is without LLamaSharp. Test it with -p:WithLLamaSharp=true.");
}
