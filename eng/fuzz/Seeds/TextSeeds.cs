namespace EnvBuild.Fuzzing.Seeds;

/// <summary>Texts of each kind, for a run without other people's data.</summary>
internal static class TextSeeds
{
    public static string[] Versions { get; } =
    [
        "1.0", "1!2.3.4", "1.0rc1", "2024a", "1.1.1w", "1.0.1_", "0.5a1.dev1", "1.0.post1", "1.2+cu118.1",
        "2.0b1pr0", "20231231", "*", "1.0-1",
    ];

    public static string[] VersionSpecs { get; } =
    [
        ">=1.2,<2", "1.8.*", "=1.8", "==1.8.1", "~=1.4.2", "!=1.5.*", "(>=1,<2)|3.*", "^1\\.[23]$", "1.*.3", "*",
        ">1.8.*", "1.0|1.1|>=2",
    ];

    public static string[] MatchSpecs { get; } =
    [
        "numpy", "numpy 1.26.4 py311h64a7726_0", "numpy=1.26=*openblas", "conda-forge::numpy>=1.26,<2",
        "conda-forge/linux-64::a==1.0=0",
        "*[md5=00112233445566778899aabbccddeeff]", "numpy[version='>=1.2,<2',build=*mkl*]",
        "https://conda.anaconda.org/c/linux-64/a-1-0.conda",
        "/tmp/a-1-0.tar.bz2", "mkl@", "a >=1 # comment", "pkg[build_number='>6',license='MIT',subdir=noarch]",
        "a[when='b',extras=[c,d]]",
        "*/linux-64::foo", "conda-forge[noarch]::tzdata", "a (target=blah,optional)", "py*", "^num.*$",
    ];

    public static string[] Channels { get; } =
    [
        "conda-forge", "defaults", "https://conda.anaconda.org/conda-forge",
        "https://user:secret@example.org/c/linux-64", "pkgs/main",
        "https://example.org/t/tk-1234/c/noarch", "./local", "../channel", "~/channel", "/srv/channel",
        "file:///srv/channel", "C:\\channels\\a",
    ];

    public static string[] Locks { get; } =
    [
        """
        version: 1
        metadata:
          content_hash: {linux-64: abc}
          channels:
          - url: conda-forge
            used_env_vars: []
          platforms: [linux-64]
          sources: [environment.yml]
        package:
        - name: six
          version: 1.16.0
          manager: conda
          platform: linux-64
          dependencies:
            python: '>=3.8'
          url: https://conda.anaconda.org/conda-forge/noarch/six-1.16.0-pyh6c4a22f_0.tar.bz2
          hash:
            md5: e5f25f8dbc060e9a8d912e432202afc2
            sha256: a85c38227b446f42c5b90d9b642f2c0567880c15d72492d8da074a59c8f91dd6
          category: main
          optional: false
        """,
        """
        metadata: {channels: [conda-forge], platforms: [linux-64], sources: [], content_hash: {}}
        package:
        - {name: requests, version: 2.31.0, manager: pip, platform: linux-64, dependencies: {},
           url: 'https://x.org/r.whl', hash: {}}
        """,
    ];
}
