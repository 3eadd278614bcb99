using System.Reflection;

namespace ShareBroker.Wire.Tests.Surface;

/// <summary>Writes types and members in the notation of compiled references, in which other assemblies ask for them.</summary>
internal static class IntermediateSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(nint)] = "intptr",
    };

    /// <summary>Every type that others can name, and every member they can name, as <c>Type</c> and <c>Type :: member</c>.</summary>
    public static IEnumerable<string> LinesOf(Assembly assembly) =>
        assembly.GetTypes().Where(static type => !type.IsNestedPrivate && !type.IsNestedAssembly && !type.IsNotPublic)
            .SelectMany(static type =>
            {
                var name = Name(type);
                return type.GetMembers(Declared).Select(Member).OfType<string>().Select(member => $"{name} :: {member}").Prepend(name);
            });

    private static string? Member(MemberInfo member) => member switch
    {
        FieldInfo { IsPublic: true } field => $"field {Name(field.FieldType)} {field.Name}",
        MethodBase method when method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly => MethodLine(method),
        _ => null,
    };

    private static string MethodLine(MethodBase method)
    {
        var result = method is MethodInfo info ? Name(info.ReturnType) : "void";
        var arity = method.IsGenericMethodDefinition ? $"`{method.GetGenericArguments().Length}" : "";
        var parameters = string.Join(", ", method.GetParameters().Select(static one => Name(one.ParameterType)));
        return $"{(method.IsStatic ? "static " : "")}{result} {method.Name}{arity}({parameters})";
    }

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericParameter)
        {
            return (type.IsGenericMethodParameter ? "!!" : "!") + type.GenericParameterPosition;
        }

        var name = type.DeclaringType is null ? $"{type.Namespace}.{type.Name}" : $"{Name(Definition(type.DeclaringType))}/{type.Name}";
        return type.IsGenericType && !type.IsGenericTypeDefinition
            ? $"{name}<{string.Join(",", type.GetGenericArguments().Select(Name))}>"
            : name;
    }

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
