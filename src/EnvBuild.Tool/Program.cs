using EnvBuild.Tool.Hosting;

#pragma warning disable RS0030 // The one place where the tool meets its process.
var host = new ToolHost
{
    Output = Console.Out,
    Error = Console.Error,
    Folder = CurrentFolder(),
    GetVariable = Environment.GetEnvironmentVariable,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    OutputIsTerminal = !Console.IsOutputRedirected,
};

// The folder that the shell stands in may have been deleted.
static string CurrentFolder()
{
    try
    {
        return Environment.CurrentDirectory;
    }
    catch (IOException)
    {
        return Path.GetPathRoot(AppContext.BaseDirectory)!;
    }
}
#pragma warning restore RS0030

return await ToolCommand.RunAsync(host, args);
