package io.freshet.cli.supervise;

/** Told what happens, in sentences for a person. Called from several threads. */
@FunctionalInterface
public interface News {
    void say(String sentence);
}
