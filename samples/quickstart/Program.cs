using Quickstart;

// The build wrote this class from the images that it made or found.
Console.WriteLine($"This program was built with {EnvironmentImages.Quickstart.Image}");
Console.WriteLine($"  digest       {EnvironmentImages.Quickstart.Digest}");
Console.WriteLine($"  fingerprint  {EnvironmentImages.Quickstart.Fingerprint}");
