package io.freshet.processor.declare;

/**
 * One value of a {@link Row}.
 *
 * @param name the path of a source field ({@code page} or {@code context.page}), the name of a derived one, or a name that
 *     begins with {@code $} for a condition that stands in the declaration without a name
 * @param scale fractional digits of a decimal; 0 for every other type
 * @param nullable whether an event may lack it
 */
public record Field(String name, FieldType type, int scale, boolean nullable) {}
