package io.freshet.cli.send;

import java.util.List;

/** Where rows are sent. Blocks until the gateway has answered. */
interface Gateway extends AutoCloseable {
    Answer post(List<Row> rows) throws InterruptedException;

    @Override
    default void close() {}
}
