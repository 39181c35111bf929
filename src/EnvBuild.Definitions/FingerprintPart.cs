namespace EnvBuild.Definitions;

/// <summary>One text that enters a fingerprint.</summary>
/// <param name="Branch">Branch: <c>base</c>, <c>steps</c>, <c>conda</c>, <c>pip</c> or <c>spark</c>.</param>
/// <param name="Field">What the text is: <c>channel</c>, <c>package</c>, …</param>
/// <param name="Text">The canonical text.</param>
public sealed record FingerprintPart(string Branch, string Field, string Text)
{
    /// <summary>One line for people: <c>branch/field: text</c>.</summary>
    public override string ToString() => $"{Branch}/{Field}: {Text.Replace('\n', ' ')}";
}
