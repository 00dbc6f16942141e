using System.ComponentModel.DataAnnotations;
using Assistant.Index;
using Assistant.Llama;
using Assistant.Web.Support;
using Microsoft.Extensions.Options;

namespace Assistant.Web;

/// <summary>Makes everything ready before the first request, or says what is wrong in one line and ends.</summary>
internal static class Startup
{
    private const int EnvironmentFault = 3;

    internal static async Task<int> RunAsync(WebApplication app)
    {
        try
        {
            var isSample = await app.Services.GetRequiredService<SampleCatalog>().CompleteAsync(app.Lifetime.ApplicationStopping);
            if (isSample) await app.Services.GetRequiredService<SampleCases>().FillAsync(app.Lifetime.ApplicationStopping);
            _ = app.Services.GetRequiredService<TravelAssistant>(); // loads the models
            await app.RunAsync();
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception exception) when (exception is IndexException or LlamaException or ModelServerException or OptionsValidationException or ValidationException or InvalidOperationException or IOException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return EnvironmentFault;
        }
    }
}
