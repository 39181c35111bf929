using System.Collections.Immutable;

namespace EnvBuild.Solving;

/// <summary>
/// What the solver asks of an ecosystem. Packages, names, requirements and constraints are numbers from 0 that the
/// source
/// gives out as it goes; equal texts should get equal numbers. Answers never change during a solve.
/// </summary>
public interface IDependencySource
{
    /// <summary>
    /// Whether the needs of all candidates of a requirement may be asked for before one of them is tried, so that conclusions
    /// reach one step ahead of the choices; not where each answer costs a download.
    /// </summary>
    bool IsReadAhead => true;

    /// <summary>The name of a package; at most one package of a name is chosen.</summary>
    /// <param name="package">A package.</param>
    int NameOf(int package);

    /// <summary>The packages that fulfil a requirement, the best first.</summary>
    /// <param name="requirement">A requirement.</param>
    ImmutableArray<int> CandidatesOf(int requirement);

    /// <summary>What a package asks of others. Asked once for each package that comes into question.</summary>
    /// <param name="package">A package.</param>
    PackageNeeds NeedsOf(int package);

    /// <summary>The packages that must not be chosen where a constraint holds.</summary>
    /// <param name="constraint">A constraint.</param>
    ImmutableArray<int> ForbiddenBy(int constraint);

    /// <summary>The switches that a requirement turns on; they are numbers from 0 of their own.</summary>
    /// <param name="requirement">A requirement.</param>
    ImmutableArray<int> SwitchesOf(int requirement) => [];
}
