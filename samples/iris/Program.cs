using Iris;

// A job that is started elsewhere names the image by its digest: that never means anything else.
Console.WriteLine($"docker run --rm --volume \"$PWD:/work:ro\" {EnvironmentImages.Iris.Image} python /work/train.py");
Console.WriteLine($"# {EnvironmentImages.Iris.Image} is {EnvironmentImages.Iris.Digest}");
