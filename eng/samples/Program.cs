using EnvBuild.SampleChannel;

if (args is not [var folder])
{
    Console.Error.WriteLine("usage: EnvBuild.SampleChannel <folder>");
    return 2;
}

var root = new DirectoryInfo(folder).FullName;
ChannelWriter.Write(root, SamplePackages.All);
Console.WriteLine($"{SamplePackages.All.Length} packages in {root}");
return 0;
