using System.Collections.Immutable;
using System.Text;

namespace EnvBuild.Conda;

/// <summary>Several constraints, of which all or at least one holds.</summary>
/// <param name="isAny">Whether one is enough.</param>
/// <param name="items">Two or more constraints.</param>
internal sealed class VersionGroup(bool isAny, ImmutableArray<VersionConstraint> items) : VersionConstraint
{
    internal bool IsAny => isAny;

    internal ImmutableArray<VersionConstraint> Items => items;

    internal override bool Matches(CondaVersion version)
    {
        foreach (var item in items)
        {
            if (item.Matches(version) == isAny)
            {
                return isAny;
            }
        }

        return !isAny;
    }

    internal override void AppendTo(StringBuilder text)
    {
        var separator = "";
        foreach (var item in items)
        {
            text.Append(separator);
            separator = isAny ? "|" : ",";

            // A comma binds tighter than a bar, so that only a choice inside a conjunction needs parentheses.
            var needsParentheses = !isAny && item is VersionGroup { IsAny: true };
            text.Append(needsParentheses ? "(" : "");
            item.AppendTo(text);
            text.Append(needsParentheses ? ")" : "");
        }
    }
}
