package dev.mergesweep.evaluator.chat;

import java.beans.FeatureDescriptor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELException;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * Methods of Python's strings, which templates call. Without it a template would reach Java's methods of the same names, of
 * which some do something else: {@code split} takes a regular expression there.
 */
final class PythonStrings extends ELResolver {

    @Override
    public @Nullable Object invoke(
            ELContext context,
            @Nullable Object base,
            @Nullable Object method,
            Class<?>[] types,
            Object @Nullable [] arguments) {
        if (!(base instanceof String text)) {
            return null;
        }
        List<Object> given = arguments == null ? List.of() : Arrays.asList(arguments);
        String name = String.valueOf(method);
        Object value = given.isEmpty() ? plain(text, name) : with(text, name, given);
        if (value == null) {
            throw new ELException("str.%s with %d arguments is not known".formatted(name, given.size()));
        }
        context.setPropertyResolved(true);
        return value;
    }

    private static @Nullable Object plain(String text, String method) {
        return switch (method) {
            case "strip" -> strip(text, null, true, true);
            case "lstrip" -> strip(text, null, true, false);
            case "rstrip" -> strip(text, null, false, true);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            default -> null;
        };
    }

    private static @Nullable Object with(String text, String method, List<Object> arguments) {
        String first = String.valueOf(arguments.getFirst());
        if (arguments.size() == 2) {
            return method.equals("replace") ? text.replace(first, String.valueOf(arguments.get(1))) : null;
        }
        return switch (arguments.size() == 1 ? method : "") {
            case "strip" -> strip(text, first, true, true);
            case "lstrip" -> strip(text, first, true, false);
            case "rstrip" -> strip(text, first, false, true);
            case "startswith" -> text.startsWith(first);
            case "endswith" -> text.endsWith(first);
            case "split" -> first.isEmpty() ? null : List.of(text.split(Pattern.quote(first), -1));
            default -> null;
        };
    }

    /** @param chars to take away; null: white space */
    static String strip(String text, @Nullable String chars, boolean left, boolean right) {
        int begin = 0;
        int end = text.length();
        while (left && begin < end && goes(text.charAt(begin), chars)) {
            begin++;
        }
        while (right && begin < end && goes(text.charAt(end - 1), chars)) {
            end--;
        }
        return text.substring(begin, end);
    }

    /** White space as {@code str.isspace} has it. */
    private static boolean goes(char c, @Nullable String chars) {
        if (chars != null) {
            return chars.indexOf(c) >= 0;
        }
        return (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= ' ') || c == 0x85 || Character.isSpaceChar(c);
    }

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
        return null;
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {}

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
        return true;
    }

    @Override
    public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
        return null;
    }

    @Override
    public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return null;
    }
}
