using EnvBuild.Definitions;
using OciBaseKind = EnvBuild.Oci.Bases.BaseKind;
using OciBaseReference = EnvBuild.Oci.Bases.BaseReference;

namespace EnvBuild.Building.Bases;

/// <summary>Bases of definitions in the words of the store.</summary>
internal static class BaseReferences
{
    public static OciBaseReference ToOci(BaseReference reference) => reference.Kind switch
    {
        BaseKind.OciLayout => new(OciBaseKind.OciLayout, reference.ArchivePath!, reference.ImageName),
        BaseKind.OciArchive => new(OciBaseKind.OciArchive, reference.ArchivePath!, reference.ImageName),
        BaseKind.DockerArchive => new(OciBaseKind.DockerArchive, reference.ArchivePath!, reference.ImageName),
        _ => OciBaseReference.Scratch,
    };
}
