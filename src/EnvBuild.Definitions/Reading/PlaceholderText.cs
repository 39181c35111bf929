namespace EnvBuild.Definitions.Reading;

/// <summary>Recognises texts of templates: <c>{{…}}</c>, as azureml-assets and Jinja write them.</summary>
internal static class PlaceholderText
{
    public static bool IsIn(string text)
    {
        var start = text.IndexOf("{{", StringComparison.Ordinal);
        return start >= 0 && text.IndexOf("}}", start, StringComparison.Ordinal) > start;
    }
}
