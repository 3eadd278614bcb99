using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ShareBroker.Wire.Tests.Surface;

/// <summary>Writes the public and protected face of an assembly as one line for each type and member, in the notation of C#.</summary>
internal static class CSharpSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
    };

    /// <summary>Each line is the type's header, a bar, and the member; the header alone stands for the type.</summary>
    public static IEnumerable<string> LinesOf(Assembly assembly) =>
        assembly.GetTypes().Where(IsVisible).SelectMany(static type =>
        {
            var header = Header(type);
            return Members(type).Select(member => $"{header} | {member}").Prepend(header);
        });

    private static bool IsVisible(Type type) =>
        type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!));

    private static bool IsDelegate(Type type) => type.BaseType == typeof(MulticastDelegate);

    private static string Header(Type type)
    {
        var access = type.IsNestedFamORAssem ? "protected internal " : "public ";
        if (IsDelegate(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"{access}delegate {Named(invoke.ReturnParameter)} {FullName(type)[(type.Namespace!.Length + 1)..]}"
                + $"({Parameters(invoke)}){Constraints(type.GetGenericArguments())}";
        }

        if (type.IsEnum)
        {
            return $"{access}enum {type.Name} : {FullName(Enum.GetUnderlyingType(type))}";
        }

        var kind = type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        Type[] parents = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [parent] : [];
        var bases = string.Join(", ", parents.Concat(OwnInterfaces(type)).Select(FullName));
        return $"{access}{kind} {FullName(type, withVariance: true)[(type.Namespace!.Length + 1)..]}"
            + (bases.Length == 0 ? "" : " : " + bases) + Constraints(type.GetGenericArguments());
    }

    private static IEnumerable<Type> OwnInterfaces(Type type)
    {
        var all = type.GetInterfaces();
        return all.Where(one => !all.Any(other => other.GetInterfaces().Contains(one)))
            .Where(one => type.BaseType?.GetInterfaces().Contains(one) != true);
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (IsDelegate(type))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {(int)Enum.Parse(type, name)}");
        }

        var constructors = type.GetConstructors(Declared).Where(static one => !one.IsStatic && IsSeen(one)).ToArray();
        var hasHidden = type.IsClass && !(type.IsAbstract && type.IsSealed) && constructors.Length == 0;
        return constructors.Select(static one => $"{Modifiers(one)}.ctor({Parameters(one)});")
            .Concat(hasHidden ? ["(no public or protected constructor)"] : [])
            .Concat(type.GetFields(Declared).Where(static one => one.IsPublic || one.IsFamily).Select(FieldLine))
            .Concat(type.GetProperties(Declared).Where(static one => one.GetMethod is { } get && IsSeen(get)).Select(PropertyLine))
            .Concat(type.GetMethods(Declared).Where(static one => IsSeen(one) && !one.IsSpecialName).Select(MethodLine))
            .Concat(type.GetMethods(Declared).Where(static one => one.IsPrivate && one.IsVirtual)
                .Select(static one => $"(explicit implementation) {one.Name}"));
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Modifiers(MethodBase method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            return method.IsAbstract ? "" : "(has a default body) ";
        }

        var access = method.IsPublic ? "public " : "protected ";
        var isOverride = method.IsVirtual && ((MethodInfo)method).GetBaseDefinition() != method;
        return access
            + (method.IsStatic ? "static " : "")
            + (isOverride ? "override "
                : method.IsAbstract ? "abstract "
                : method is { IsVirtual: true, IsFinal: false } ? "virtual "
                : "");
    }

    private static string FieldLine(FieldInfo field) => field.IsLiteral
        ? $"public const {FullName(field.FieldType)} {field.Name} = \"{field.GetRawConstantValue()}\";"
        : $"public static readonly {FullName(field.FieldType)} {field.Name};";

    private static string PropertyLine(PropertyInfo property)
    {
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var set = property.SetMethod is { } setter && IsSeen(setter) ? " set;" : "";
        var type = Nullable(property.PropertyType, Nullability.Create(property));
        return $"{Modifiers(property.GetMethod!)}{type} {name} {{ get;{set} }}";
    }

    private static string MethodLine(MethodInfo method)
    {
        var arguments = method.GetGenericArguments();
        var generic = arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(static one => one.Name))}>";
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{Modifiers(method)}{Named(method.ReturnParameter)} {method.Name}{generic}({extension}{Parameters(method)})"
            + $"{Constraints(method.IsVirtual && method.GetBaseDefinition() != method ? [] : arguments)};";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var prefix = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var fallback = !parameter.HasDefaultValue ? ""
            : parameter.ParameterType.IsEnum ? $" = ({FullName(parameter.ParameterType)}){(int)parameter.DefaultValue!}"
            : parameter.RawDefaultValue switch
            {
                bool value => value ? " = true" : " = false",
                null => parameter.ParameterType.IsValueType && System.Nullable.GetUnderlyingType(parameter.ParameterType) is null
                    ? " = default"
                    : " = null",
                var value => " = " + Convert.ToString(value, CultureInfo.InvariantCulture),
            };
        return $"{prefix}{Named(parameter)} {parameter.Name}{fallback}";
    }

    private static string Named(ParameterInfo parameter) => Nullable(parameter.ParameterType, Nullability.Create(parameter));

    private static string Nullable(Type type, NullabilityInfo nullability) =>
        FullName(type) + (!type.IsValueType && !type.IsGenericParameter && nullability.ReadState == NullabilityState.Nullable ? "?" : "");

    private static string Constraints(Type[] arguments) => string.Concat(arguments.Where(static one => one.IsGenericParameter)
        .Select(static one =>
        {
            var isClass = one.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);
            string[] kind = isClass ? ["class"] : [];
            var parts = kind.Concat(one.GetGenericParameterConstraints().Select(FullName)).ToArray();
            return parts.Length == 0 ? "" : $" where {one.Name} : {string.Join(", ", parts)}";
        }));

    private static string FullName(Type type) => FullName(type, withVariance: false);

    private static string FullName(Type type, bool withVariance)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return FullName(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericParameter)
        {
            var variance = type.GenericParameterAttributes & GenericParameterAttributes.VarianceMask;
            return (!withVariance ? "" : variance switch
            {
                GenericParameterAttributes.Covariant => "out ",
                GenericParameterAttributes.Contravariant => "in ",
                _ => "",
            }) + type.Name;
        }

        if (System.Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return FullName(underlying) + "?";
        }

        // A nested type repeats the parameters of the type around it; they are written once, where they were declared.
        var outer = type.DeclaringType;
        var inherited = outer?.GetGenericArguments().Length ?? 0;
        var own = type.GetGenericArguments().Skip(inherited).Select(one => FullName(one, withVariance)).ToArray();
        var prefix = outer is null ? type.Namespace : FullName(outer, withVariance: false);
        var simple = type.Name.Split('`')[0];
        return $"{prefix}.{simple}" + (own.Length == 0 ? "" : $"<{string.Join(", ", own)}>");
    }
}
