namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>A package of an <c>@EXPLICIT</c> list; its platform is known only at the end.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Package">The package.</param>
internal sealed record ExplicitEntry(ExplicitLine Line, LockedPackage Package);
