package io.freshet.cli.send;

/**
 * One row of a file as one line of NDJSON.
 *
 * @param line the line of the file at which the row begins, from 1
 * @param json UTF-8, without a line end
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to one request body, never compared
record Row(long line, byte[] json) {}
