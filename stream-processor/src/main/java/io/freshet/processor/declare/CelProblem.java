package io.freshet.processor.declare;

/**
 * What is wrong with an expression.
 *
 * @param offset in the text, in characters
 * @param hint empty where there is none
 */
record CelProblem(int offset, String message, String hint) {}
