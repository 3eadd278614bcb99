using System.CommandLine;

var root = new RootCommand("ShareBroker: lawful, minimised, provable sharing between agencies");
return root.Parse(args).Invoke();
