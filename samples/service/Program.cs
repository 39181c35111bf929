using System.Diagnostics;
using System.Text.Json;

// 2x + y = 3 and x + 3y = 5
var question = new { matrix = new double[][] { [2, 1], [1, 3] }, values = new double[] { 3, 5 } };

// The container's search path finds the Python of the environment that the container stands on.
using var python = Process.Start(new ProcessStartInfo("python", [Path.Combine(AppContext.BaseDirectory, "solve.py")])
{
    RedirectStandardInput = true,
    RedirectStandardOutput = true,
})!;
await python.StandardInput.WriteAsync(JsonSerializer.Serialize(question));
python.StandardInput.Close();
var text = await python.StandardOutput.ReadToEndAsync();
await python.WaitForExitAsync();
if (python.ExitCode != 0)
{
    return python.ExitCode;
}

var answer = JsonSerializer.Deserialize<Answer>(text, JsonSerializerOptions.Web)!;
Console.WriteLine($".NET {Environment.Version.Major} asked Python {answer.Python} with numpy {answer.Numpy}:");
Console.WriteLine($"x = {answer.Solution[0]:0.0}, y = {answer.Solution[1]:0.0}");
return 0;

internal sealed record Answer(double[] Solution, string Python, string Numpy);
