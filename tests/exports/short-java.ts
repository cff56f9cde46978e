/**
 * Options of a Java that ends soon: its thorough compiler would cost more than it saves. Without it
 * calls take more of the stack.
 */
export const shortJava = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xss8m'] as const
