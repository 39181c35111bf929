using System.Collections.Immutable;
using System.Text.Json;
using EnvBuild.Diagnostics;
using EnvBuild.Tasks.Files;
using EnvBuild.Tasks.Reporting;

namespace EnvBuild.Tasks.Inputs;

/// <summary>
/// The form of <c>environment.inputs.cache</c>. Written and read by hand: a serializer would cost more time than all
/// the rest of a build in which nothing changed.
/// </summary>
internal static class InputsCacheJson
{
    private const int FormatVersion = 1;

    public static byte[] Write(InputsCache cache) => JsonText.Write(writer =>
    {
        writer.WriteNumber("format", FormatVersion);
        writer.WriteString("settings", cache.Settings);
        writer.WriteStartArray("environments");
        foreach (var environment in cache.Environments)
        {
            WriteEnvironment(writer, environment);
        }

        writer.WriteEndArray();
    });

    public static InputsCache? Read(string path) => JsonText.TryRead(path, root =>
        root.GetProperty("format").GetInt32() != FormatVersion
            ? null
            : new InputsCache(
                root.GetProperty("settings").GetString()!,
                JsonText.ReadArray(root.GetProperty("environments"), ReadEnvironment)));

    private static void WriteEnvironment(Utf8JsonWriter writer, InspectedEnvironment environment)
    {
        writer.WriteStartObject();
        writer.WriteString("definition", environment.Input.Definition);
        writer.WriteString("platforms", environment.Input.Platforms);
        writer.WriteString("tag", environment.Input.Tag);
        writer.WriteString("baseImage", environment.Input.BaseImage);
        writer.WriteBoolean("lockedMode", environment.Input.LockedMode);
        writer.WriteString("name", environment.Name);
        writer.WriteString("fingerprint", environment.Fingerprint);
        writer.WriteBoolean("complete", environment.IsComplete);
        writer.WriteStartObject("files");
        foreach (var file in environment.Files)
        {
            writer.WriteString(file.Path, file.Sha256);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("diagnostics");
        foreach (var diagnostic in environment.Diagnostics)
        {
            WriteDiagnostic(writer, diagnostic);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static InspectedEnvironment ReadEnvironment(JsonElement element) => new()
    {
        Input = new EnvironmentInput
        {
            Definition = element.GetProperty("definition").GetString()!,
            Platforms = element.GetProperty("platforms").GetString()!,
            Tag = element.GetProperty("tag").GetString()!,
            BaseImage = element.GetProperty("baseImage").GetString()!,
            LockedMode = element.GetProperty("lockedMode").GetBoolean(),
        },
        Name = element.GetProperty("name").GetString()!,
        Fingerprint = element.GetProperty("fingerprint").GetString()!,
        IsComplete = element.GetProperty("complete").GetBoolean(),
        Files = ReadFiles(element.GetProperty("files")),
        Diagnostics = JsonText.ReadArray(element.GetProperty("diagnostics"), ReadDiagnostic),
    };

    private static ImmutableArray<InputFile> ReadFiles(JsonElement element)
    {
        var files = ImmutableArray.CreateBuilder<InputFile>();
        foreach (var file in element.EnumerateObject())
        {
            files.Add(new InputFile(file.Name, file.Value.GetString()!));
        }

        return files.ToImmutable();
    }

    private static void WriteDiagnostic(Utf8JsonWriter writer, SavedDiagnostic diagnostic)
    {
        writer.WriteStartObject();
        writer.WriteNumber("severity", (int)diagnostic.Severity);
        writer.WriteString("code", diagnostic.Code);
        writer.WriteString("message", diagnostic.Message);
        writer.WriteString("helpLink", diagnostic.HelpLink);
        writer.WriteString("file", diagnostic.File);
        writer.WriteNumber("line", diagnostic.Line);
        writer.WriteNumber("column", diagnostic.Column);
        writer.WriteNumber("endLine", diagnostic.EndLine);
        writer.WriteNumber("endColumn", diagnostic.EndColumn);
        writer.WriteEndObject();
    }

    private static SavedDiagnostic ReadDiagnostic(JsonElement element) => new()
    {
        Severity = (Severity)element.GetProperty("severity").GetInt32(),
        Code = element.GetProperty("code").GetString()!,
        Message = element.GetProperty("message").GetString()!,
        HelpLink = element.GetProperty("helpLink").GetString()!,
        File = element.GetProperty("file").GetString(),
        Line = element.GetProperty("line").GetInt32(),
        Column = element.GetProperty("column").GetInt32(),
        EndLine = element.GetProperty("endLine").GetInt32(),
        EndColumn = element.GetProperty("endColumn").GetInt32(),
    };
}
