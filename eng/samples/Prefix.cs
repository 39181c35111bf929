namespace EnvBuild.SampleChannel;

/// <summary>The stand-in for the environment's folder that packages carry until they are linked.</summary>
public static class Prefix
{
    private const int Length = 255;

    /// <summary>As long as conda-build makes it, so that every real prefix fits into a binary file.</summary>
    public static string Placeholder { get; } = Make();

    private static string Make()
    {
        const string Word = "_placehold";
        var text = "/opt/envbuild-samples";
        while (text.Length + Word.Length <= Length)
        {
            text += Word;
        }

        return text.PadRight(Length, '_');
    }
}
