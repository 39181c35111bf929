Console.WriteLine("The image of this build:");
