using EnvBuild.TestSummary;

if (args is not [var folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: EnvBuild.TestSummary <folder with .trx files>");
    return 2;
}

var results = TestResult.ReadAll(folder);
foreach (var skipped in results.Where(result => result.Outcome == TestOutcome.Skipped))
{
    Console.WriteLine($"skipped {skipped.Name}: {skipped.Message}");
}

foreach (var failed in results.Where(result => result.Outcome == TestOutcome.Failed))
{
    Console.WriteLine($"failed {failed.Name}: {failed.Message}");
}

int Count(TestOutcome outcome) => results.Count(result => result.Outcome == outcome);
var noneMayBeSkipped = Environment.GetEnvironmentVariable("ENVBUILD_NO_SKIPPED_TESTS") == "true";
var skippedTooMany = noneMayBeSkipped && Count(TestOutcome.Skipped) > 0;
if (skippedTooMany)
{
    Console.WriteLine("ENVBUILD_NO_SKIPPED_TESTS is set: a skipped test is a failure.");
}

Console.WriteLine(
    $"{Count(TestOutcome.Passed)} passed, {Count(TestOutcome.Failed)} failed, {Count(TestOutcome.Skipped)} skipped");
return Count(TestOutcome.Failed) > 0 || results.Count == 0 || skippedTooMany ? 1 : 0;
