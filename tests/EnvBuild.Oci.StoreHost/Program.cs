using System.Globalization;
using EnvBuild.Oci.Storage;
using EnvBuild.Oci.StoreHost;

var store = new BlobStore(args[1]);
return args[0] switch
{
    "write" => await StoreWork.WriteForeverAsync(
        store, int.Parse(args[2], CultureInfo.InvariantCulture), readyFile: args[3]),
    "hold" => await StoreWork.HoldAsync(store, readyFile: args[2]),
    "once" => await StoreWork.MakeOnceAsync(store, args[2]),
    "reuse" => await StoreWork.ReuseAsync(store),
    "refs" => await StoreWork.NameAsync(store, args[2], int.Parse(args[3], CultureInfo.InvariantCulture)),
    _ => 2,
};
