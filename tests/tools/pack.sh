#!/usr/bin/env bash
# Packs the Rego library, and builds and runs the program that its README is, against the package, without asking any registry: what the
# package needs beside itself must already have been restored for this repository.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cached=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: *//; s:/*$::')

dotnet pack src/ShareBroker.Rego -c Release -v q -o "$scratch/feed"
package=("$scratch"/feed/ShareBroker.Rego.*.nupkg)
[ -f "$scratch"/feed/ShareBroker.Rego.*.snupkg ] || { echo "there is no package of symbols"; exit 1; }
version=$(basename "${package[0]}" .nupkg); version=${version#ShareBroker.Rego.}
files=$(python3 -m zipfile -l "${package[0]}")
for needed in README.md lib/net10.0/ShareBroker.Rego.dll lib/net10.0/ShareBroker.Rego.xml; do
  grep -q "$needed" <<<"$files" || { echo "the package lacks $needed"; exit 1; }
done
needs=$(python3 - "${package[0]}" <<'PY'
import re, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
spec = z.read(next(n for n in z.namelist() if n.endswith('.nuspec'))).decode()
print(' '.join(sorted(re.findall(r'<dependency id="([^"]+)"', spec))))
PY
)
[ "$needs" = "NodaTime YamlDotNet" ] || { echo "the package needs '$needs', not NodaTime and YamlDotNet alone"; exit 1; }

mkdir "$scratch/app"
cat > "$scratch/app/app.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
    <RestoreSources>$scratch/feed</RestoreSources>
    <RestoreFallbackFolders>$cached</RestoreFallbackFolders>
    <RestorePackagesPath>$scratch/packages</RestorePackagesPath>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="ShareBroker.Rego" Version="$version" />
  </ItemGroup>
</Project>
XML
awk '/^```csharp$/ {on = 1; next} /^```$/ {on = 0} on' src/ShareBroker.Rego/README.md > "$scratch/app/Program.cs"
awk '/^```text$/ {on = 1; next} /^```$/ {on = 0} on' src/ShareBroker.Rego/README.md > "$scratch/expected.txt"
dotnet build "$scratch/app" -v q
dotnet "$scratch/app/bin/Debug/net10.0/app.dll" > "$scratch/printed.txt"
diff "$scratch/expected.txt" "$scratch/printed.txt" || { echo "the README does not print what it says"; exit 1; }
echo "the package works, and its README is true"
