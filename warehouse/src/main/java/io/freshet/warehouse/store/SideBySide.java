package io.freshet.warehouse.store;

import io.freshet.warehouse.Unreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks a store many things at a time, but not more than it likes. */
final class SideBySide {
    private static final int THREADS = 16;

    private SideBySide() {}

    static <A, B> List<B> each(List<A> all, Function<A, B> question) {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<B>> asked = new ArrayList<>();
            all.forEach(one -> asked.add(threads.submit(() -> question.apply(one))));
            List<B> answers = new ArrayList<>();
            try {
                for (Future<B> one : asked) {
                    answers.add(one.get());
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof RuntimeException known ? known : new Unreachable(e.getMessage(), e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new Unreachable("interrupted", e);
            }
            return answers;
        }
    }
}
