package io.freshet.quarkus.snowflake.connect;

import io.freshet.quarkus.snowflake.config.SnowflakeDataSourceConfig.ResultFormat;
import io.quarkus.runtime.ImageMode;

/** Whether results can travel as Arrow here: Arrow's memory needs {@code java.nio} opened to it. */
final class ResultChannel {

    static final String LINE_TO_ADD = "--add-opens=java.base/java.nio=ALL-UNNAMED";

    private ResultChannel() {}

    static boolean nativeImage() {
        return ImageMode.current().isNativeImage();
    }

    /** Whether the driver's classes, which are in the unnamed module of their class loader, see into java.nio. */
    static boolean nioIsOpen(ClassLoader driver) {
        return Object.class.getModule().isOpen("java.nio", driver.getUnnamedModule());
    }

    /**
     * @throws IllegalArgumentException if Arrow is demanded where it cannot work
     */
    static boolean arrow(ResultFormat wanted, boolean nativeImage, boolean nioIsOpen, String prefix) {
        return switch (wanted) {
            case JSON -> false;
            case AUTO -> !nativeImage && nioIsOpen;
            case ARROW -> {
                if (!nativeImage && !nioIsOpen) {
                    throw new IllegalArgumentException(prefix
                            + "result-format is arrow, but this JVM does not open java.nio to the driver. Start it with "
                            + LINE_TO_ADD
                            + " (java -jar quarkus-run.jar does so by itself), or leave the format to auto.");
                }
                yield true;
            }
        };
    }
}
