using System.Text;
using EnvBuild.Diagnostics;
using EnvBuild.Tasks.Constants;
using EnvBuild.Tasks.Files;
using EnvBuild.Tasks.Images;
using EnvBuild.Tasks.Reporting;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks;

/// <summary>
/// Writes a C# class with the references of the images. Without images it keeps the last good class, so that an IDE
/// goes on to know its members.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class WriteEnvironmentConstants : Microsoft.Build.Utilities.Task
{
    /// <summary>Absolute path of <c>environment.images.json</c>.</summary>
    [Required]
    public string ImagesFile { get; set; } = "";

    /// <summary>Absolute path of the file to write.</summary>
    [Required]
    public string OutputFile { get; set; } = "";

    /// <summary>Namespace of the class; empty for none.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>Name of the class.</summary>
    [Required]
    public string ClassName { get; set; } = "";

    /// <summary>Language of the project.</summary>
    public string Language { get; set; } = "";

    /// <summary>Absolute path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (Language != "C#")
        {
            Log.LogDiagnostic(DiagnosticCatalog.ConstantsNeedCSharp.At(null, Language), ProjectFile);
            return true;
        }

        var records = ImageRecordsJson.Read(ImagesFile);
        if (records is not null || !File.Exists(OutputFile))
        {
            var text = ConstantsText.Write(Namespace, ClassName, records?.Images ?? []);
            AtomicFile.WriteIfDifferent(OutputFile, Encoding.UTF8.GetBytes(text));
        }

        return true;
    }
}
