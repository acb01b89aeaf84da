package io.freshet.processor.ops;

/**
 * A job's declaration as it was found.
 *
 * @param name as messages call it: a path, or that of a resource of the program
 * @param job the name that stands for it before it is read
 */
record DeclaredFile(String name, String job, String text) {}
