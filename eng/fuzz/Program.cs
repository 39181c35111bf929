using EnvBuild.Fuzzing;
using EnvBuild.Fuzzing.Seeds;

CommandLine line;
try
{
    line = CommandLine.Parse(args);
    _ = line.FuzzOptions;
}
catch (FormatException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message}\n{CommandLine.Usage}");
    return 2;
}

var folder = Directory.CreateTempSubdirectory("envbuild-fuzz-").FullName;
try
{
    var output = Path.GetFullPath(line.Find("output") ?? Path.Combine(AppContext.BaseDirectory, "findings"), folder);
    var targets = FuzzTargets.Create(new CorpusSeeds(line.Find("corpus"), line.Find("channel")), folder)
        .Where(target => line.Names.Count == 0 || line.Names.Contains(target.Name));
    Directory.CreateDirectory(output);
    return line.Find("replay") is { } replayed
        ? await Reporting.ReplayAsync(targets.Single(), replayed)
        : await Reporting.RunAsync(targets, line.FuzzOptions, output);
}
finally
{
    Directory.Delete(folder, recursive: true);
}
