using EnvBuild.Tool.Hosting;

#pragma warning disable RS0030 // The one place where the tool meets its process.
var host = new ToolHost
{
    Output = Console.Out,
    Error = Console.Error,
    Folder = Environment.CurrentDirectory,
    GetVariable = Environment.GetEnvironmentVariable,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    OutputIsTerminal = !Console.IsOutputRedirected,
};
#pragma warning restore RS0030

return await ToolCommand.RunAsync(host, args);
