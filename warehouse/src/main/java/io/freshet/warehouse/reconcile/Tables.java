package io.freshet.warehouse.reconcile;

/** Which table of bronze a topic is loaded into. */
public final class Tables {
    private Tables() {}

    /** Its name with {@code -} and {@code .} as {@code _}. */
    public static String of(String topic) {
        return topic.replace('-', '_').replace('.', '_');
    }
}
