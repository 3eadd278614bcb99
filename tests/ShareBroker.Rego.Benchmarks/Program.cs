using BenchmarkDotNet.Running;

// In this process: a project generated below this folder would be built by this repository's own rules.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args, "--inProcess"]);
